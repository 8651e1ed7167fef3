"""Migrations of saved views."""
