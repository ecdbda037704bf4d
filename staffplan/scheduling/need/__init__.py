"""What has to be covered, and what it costs where it is not."""
