"""WordprocessingML: packages, numbering, styles, fields, tracked changes, text as stories."""
