"""Shift design: which few shifts, worked by how many on each day, follow a demand most closely."""
