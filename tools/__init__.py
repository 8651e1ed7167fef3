"""Tools of the checkout: making what is generated and kept."""
