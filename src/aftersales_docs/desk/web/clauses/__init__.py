"""The room of clauses: the library as a lawyer reads it."""
