"""Statistics: what the documents of the register count of, and what rises beyond chance."""
