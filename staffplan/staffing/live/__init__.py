"""Contacts that wait for somebody to be free: the line they wait on, its targets, and the agents it needs."""
