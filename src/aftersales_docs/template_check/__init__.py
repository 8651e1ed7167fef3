"""The user's own templates: handing out the built-in ones, and checking what came of them."""
