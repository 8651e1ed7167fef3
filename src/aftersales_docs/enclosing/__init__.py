"""Files that an input names to be shown: judged and cleaned before a writer sees them."""
