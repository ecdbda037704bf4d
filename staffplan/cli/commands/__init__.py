"""The commands, one a file: parse, call the use case, say what came of it."""
