"""What the law makes of a case: terms, burdens, sums; what it forbids and leaves open."""
