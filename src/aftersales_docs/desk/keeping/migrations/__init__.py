"""Migrations of what is kept."""
