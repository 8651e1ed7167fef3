"""Migrations of the house."""
