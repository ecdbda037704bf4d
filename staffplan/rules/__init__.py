"""The rule book: one labour or centre rule a file."""
