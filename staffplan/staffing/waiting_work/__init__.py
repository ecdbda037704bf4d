"""Work that may wait: when it can be begun and is due, and where it is laid when nothing else decides."""
