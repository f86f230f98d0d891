"""The data model: two tables, a closed list of event types, six outcomes."""
