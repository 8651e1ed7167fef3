"""Drafts in a browser: begun, written, checked, approved, issued."""
