"""Signing finished PDFs in their signature fields, and telling what is signed.

pyHanko does the cryptography; nothing outside this room knows it. It reports to the
log what it also raises, so its loggers are kept from standard error.
"""

from __future__ import annotations

import logging

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
