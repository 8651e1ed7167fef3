"""How the register's tables came to be; the last step of each puts the guards up again."""
