"""What a finished file carries besides its pages, and reading it back."""
