"""Bulk work of the desk: tables that people drop in, and what became of them."""
