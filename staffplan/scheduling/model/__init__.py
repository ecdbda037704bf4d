"""The linear programme of a week."""
