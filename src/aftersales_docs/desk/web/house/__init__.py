"""The house in a browser: templates, logo, facts, retention."""
