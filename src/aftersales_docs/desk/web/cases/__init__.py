"""Cases in a browser: what is known of a claim, its documents, and what comes next."""
