"""Cases: what the documents of one claim share, and what comes next."""
