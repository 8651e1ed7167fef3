"""Roles by what they are called: the key, or the title in any language."""

from __future__ import annotations

from ..errors import worded
from ..language import LANGS
from ..nearest import nearest, offered
from ..resources import Templates
from ..schemas.field_words import Choices
from .catalogue import roles


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").replace("-", " ").replace("_", " ").split())


def role_called(templates: Templates, said: str) -> tuple[str | None, str]:
    """The key of the role called ``said``, or ``None`` and what may be meant.

    A title counts where one role alone has it; capitals, hyphens and ё make no difference.
    """
    known = roles(templates)
    wanted = _plain(said)
    by_key = [key for key in known if _plain(key) == wanted]
    by_title = [
        key for key, role in known.items() if any(_plain(role.title[x]) == wanted for x in LANGS)
    ]
    found = by_key or by_title
    if len(found) == 1:
        return found[0], ""
    names = [key.replace("_", "-") for key in found or known]
    if found:
        return None, worded("Several roles are called so: {names}.", names=", ".join(names))
    titles = [title for role in known.values() for title in role.title.values()]
    # The nearest of all names, so that a title meets titles and a key keys.
    near = nearest(said, [*names, *titles])
    if near not in names:
        return None, offered(near) if near else ""
    title = known[near.replace("-", "_")].title
    return None, offered(Choices([near], {lang: {near: title[lang]} for lang in LANGS}))
