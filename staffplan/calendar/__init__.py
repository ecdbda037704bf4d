"""Which intervals exist: zone, daylight saving, opening hours, holidays and events."""
