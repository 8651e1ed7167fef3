"""The room of bulk work: a table in, many documents out."""
