"""Run folders, locks, manifest, publication whole or not at all."""
