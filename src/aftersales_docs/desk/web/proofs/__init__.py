"""The room of proof sheets: one for each document, on its page."""
