"""The buttons that change what a form asks for; each sends the form, and works without script."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ....messages import told
from .inputs import NOTHING
from .paths import Path, box, ident, name
from .state import State


def renewing(state: State, act: str, path: Path, whole: Path) -> SafeString:
    """What makes an element send the form and renew the part ``whole`` alone."""
    return format_html(
        ' hx-post="{}" hx-vals=\'{{"draft-act": "{}"}}\' hx-target="#{}" hx-select="#{}"'
        ' hx-swap="outerHTML" hx-select-oob="#draft-version,#panel,#refused"',
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
        '<button class="{}" name="draft-act" value="{}" formaction="{}#{}"{}{}>{}{}</button>',
        *(look, f"{act}:{name(path)}", state.address, box(whole)),
        *(renewing(state, act, path, whole), focus, words, said),
    )


def marker(path: Path, shape: str) -> SafeString:
    """That the part at ``path`` is there, and in which shape."""
    return format_html('<input type="hidden" name="{}:" value="{}">', name(path), shape)


def uploading(state: State, path: Path, *, several: bool = False) -> SafeString:
    """An input for a file, and the button that puts it in; ``several`` become entries."""
    named = f"{ident(path)}-file"
    many = mark_safe(" multiple") if several else NOTHING
    label = told("Files to enclose (or drop them here)") if several else told("The file")
    return format_html(
        '<div class="upload"><label for="{}">{}</label><input type="file" id="{}" name="{}@{}"{}>'
        '<button class="second" name="draft-act" value="attach" formaction="{}#{}">{}</button>'
        "</div>",
        *(named, label, named),
        *(name(path), "+" if several else "", many, state.address, box(path), told("Put in")),
    )
