"""Is this roster lawful, what does it cost, what does it cover."""
