"""Migrations of bulk work."""
