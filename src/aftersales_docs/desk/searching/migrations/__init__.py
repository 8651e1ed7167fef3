"""What became of the tables of the index."""
