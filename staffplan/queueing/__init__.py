"""The formulas of waiting lines: arrays in, arrays out."""
