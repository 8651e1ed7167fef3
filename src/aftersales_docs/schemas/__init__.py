"""What each kind of document needs to know, and how input is read."""
