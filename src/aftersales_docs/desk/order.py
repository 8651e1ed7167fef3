"""What is to be issued, and what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from ..errors import Problem
from .cases.models import Case
from .inputs import Request
from .options import Options
from .register.models import Document, Draft


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each file."""
    return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be issued, by whom; ``key`` names the work, so that it is done once.

    ``draft`` is the draft that it comes of, ``reasons`` say why warnings were accepted.
    """

    request: Request
    office: str
    who: str
    options: Options = field(default_factory=Options)
    replaces: Document | None = None
    key: str = ""
    draft: Draft | None = None
    case: Case | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The key: as given, else made of everything that the document depends on."""
        if self.draft is not None:
            return f"d:{self.draft.pk}"
        if self.key:
            return f"k:{hashlib.sha256(self.key.encode()).hexdigest()}"
        parts = {
            "files": {name: content.decode() for name, content in self.request.files("").items()},
            "named": hashes(self.request.named),
            "office": self.office,
            "options": {k: v for k, v in asdict(self.options).items() if k != "replaced_on"},
            "replaces": self.replaces.pk if self.replaces else None,
        }
        return f"i:{hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Issued:
    """A document, whether this call issued it or an earlier one, and what is to be said of it."""

    document: Document
    new: bool
    remarks: tuple[Problem, ...] = ()
