"""One use case a file: load, call the core, save, report."""
