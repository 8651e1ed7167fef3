"""Who works at the desk, and what each may see and do."""
