"""The register's tables."""
