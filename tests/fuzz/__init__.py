"""Fuzzing every reader: changed samples go through the command line, and each must end well."""
