"""From the linear programme to whole people."""
