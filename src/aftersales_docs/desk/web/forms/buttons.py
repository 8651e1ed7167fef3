"""The buttons that change what a form asks for; each sends the form, and works without script."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .inputs import NOTHING
from .paths import Path, box, name
from .state import State


def renewing(state: State, act: str, path: Path, whole: Path) -> SafeString:
    """What makes an element send the form and renew the part ``whole`` alone."""
    return format_html(
        ' hx-post="{}" hx-vals=\'{{"act": "{}"}}\' hx-target="#{}" hx-select="#{}"'
        ' hx-swap="outerHTML"',
        *(state.address, f"{act}:{name(path)}", box(whole), box(whole)),
    )


def button(  # noqa: PLR0913, PLR0917 (what it does, where, and how it is called)
    state: State,
    act: str,
    path: Path,
    whole: Path,
    words: str,
    about: str = "",
    look: str = "plain",
) -> SafeString:
    """A button; ``about`` is said to who can't see beside what it stands."""
    said = format_html(' <span class="unseen">{}</span>', about) if about else NOTHING
    focus = mark_safe(" data-focus") if state.focus == (*path, f":{act}") else NOTHING
    return format_html(
        '<button class="{}" name="act" value="{}" formaction="{}#{}"{}{}>{}{}</button>',
        *(look, f"{act}:{name(path)}", state.address, box(whole)),
        *(renewing(state, act, path, whole), focus, words, said),
    )


def marker(path: Path, shape: str) -> SafeString:
    """That the part at ``path`` is there, and in which shape."""
    return format_html('<input type="hidden" name="{}:" value="{}">', name(path), shape)
