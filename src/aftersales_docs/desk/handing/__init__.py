"""Documents handed to the other party: by mail, and by links to read, sign or decline."""
