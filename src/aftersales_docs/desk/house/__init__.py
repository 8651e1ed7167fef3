"""What the house gives its documents: templates, a logo, facts; every version is kept."""
