"""A configuration small enough to change a section at a time."""

SMALL = {
    "centre": "{name: Small, time_zone: Europe/Berlin}",
    "sites": "{here: {seats: 5}}",
    "opening_hours": "{Mon-Fri: 08:00-20:00}",
    "queues": "{calls: {channel: voice, goal: {service_level: 80 %}}}",
    "contracts": "{full: {employment: employed, weekly_hours: 40, days: 5, wage: 18, profiles: [day]}}",
    "profiles": "{day: {modes: [on_site], first_start: 8:00, last_start: 12:00, lengths: [8 h]}}",
}


def small_text(changes: dict[str, str | None]) -> str:
    """A small centre.yaml, a section a line, some of them changed, added or (None) left out."""
    sections = {**SMALL, **changes}
    return "".join(f"{name}: {text}\n" for name, text in sections.items() if text is not None)
