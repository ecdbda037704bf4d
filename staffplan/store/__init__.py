"""What reaches the disk, whole or not at all: files, run folders, their manifest, and the lock that guards them."""
