"""The room of what goes to the other party: mail, links, signatures."""
