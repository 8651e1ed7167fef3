"""The room of statistics: what the claims that a person may see count up to."""
