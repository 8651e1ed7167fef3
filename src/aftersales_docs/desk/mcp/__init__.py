"""The desk for assistants, by the Model Context Protocol: check, explain, render, search."""
