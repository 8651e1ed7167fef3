"""The fonts inside a Word file, made plain, so that two files with other keys can be compared."""

from __future__ import annotations

import hashlib
from collections import Counter

from .elements import WORD, local, w
from .package import Package
from .relationships import RELATION, targets_of

# ECMA-376, part 4: so many bytes are combined with those of the key, the last of it first.
OBFUSCATED_BYTES = 32


def unmasked(content: bytes, key: str) -> bytes:
    """A font with its mask taken off, or put on; as it is where ``key`` is no GUID."""
    try:
        mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
    except ValueError:
        return content
    if len(mask) * 2 != OBFUSCATED_BYTES:
        return content
    head = bytes(a ^ b for a, b in zip(content[:OBFUSCATED_BYTES], mask * 2, strict=False))
    return head + content[OBFUSCATED_BYTES:]


def font_prints(package: Package) -> Counter[str]:
    """A fingerprint of each face that the font table embeds: its family, style and bytes."""
    found: Counter[str] = Counter()
    for table in package.all_related("fontTable"):
        root = package.xml(table)
        targets = targets_of(package, table)
        for font in () if root is None else root.iter(w("font")):
            for face in font.iterchildren(f"{{{WORD}}}*"):
                name = targets.get(face.get(RELATION, ""), "")
                if not local(face).startswith("embed") or name not in package.parts:
                    continue
                plain = unmasked(package.parts[name], face.get(w("fontKey"), ""))
                digest = hashlib.sha256(plain).hexdigest()
                found[f"{font.get(w('name'))} {local(face)} {digest}"] += 1
    return found
