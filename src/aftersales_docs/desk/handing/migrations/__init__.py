"""Migrations of links."""
