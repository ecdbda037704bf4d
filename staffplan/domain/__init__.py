"""The nouns of a contact centre: frozen values, no frames, no files."""
