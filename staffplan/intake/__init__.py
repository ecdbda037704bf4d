"""Which history is in this file: one file a format."""
