"""What several rooms know of WordprocessingML: packages, elements, numbering."""
