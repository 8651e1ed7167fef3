"""The clause library: reading texts and catalogue, choosing, filling, numbering."""
