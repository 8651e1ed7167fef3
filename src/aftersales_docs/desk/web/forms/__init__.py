"""The form of a document: one renderer for the models of all kinds, and what comes back of it."""
