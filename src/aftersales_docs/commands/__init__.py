"""Commands that stand in modules of their own; ``cli`` registers them."""
