"""YAML to a Centre, with errors at file:line:column."""
