"""How fast and how faithful, beside the peers, in one run: ``make bench``."""
