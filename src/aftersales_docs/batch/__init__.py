"""Documents by the thousand: a row of a table each, on all cores, taken up where it stopped.

A table is CSV, XLSX, ODS, JSON Lines or Parquet; its columns are fields of the kind of document.
"""
