"""Finished documents for an after-sales department: Word and PDF from validated data."""
