"""Draw each page of a PDF with MuPDF, with its forms and notes: draw.py FILE FOLDER DPI."""

import sys
from pathlib import Path

import pymupdf

file, folder, dpi = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
with pymupdf.open(file) as document:
    for number, page in enumerate(document):
        page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY, annots=True).save(
            folder / f"{number:03}.png"
        )
