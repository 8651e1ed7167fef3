"""What is kept of persons, for how long, and what is held."""
