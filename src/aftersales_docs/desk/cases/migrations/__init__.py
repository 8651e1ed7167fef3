"""The migrations of cases."""
