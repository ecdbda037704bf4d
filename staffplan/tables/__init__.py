"""The column contract of every frame that crosses a border."""
