"""Searching: the tables of the index, and how a page is found in a large register."""
