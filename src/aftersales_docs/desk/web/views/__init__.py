"""The room of saved views and chosen columns, which stand on the register's page."""
