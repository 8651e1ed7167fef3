"""The pages of the register: start, list, document, dues, house, help."""
