"""How somebody likes the register's list: saved filters, and its columns."""
