"""A wrong form is an error with file and line, in the check and in rendering alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aftersales_docs.document import Items, Letterhead, Paragraph, plain
from aftersales_docs.errors import LibraryError, Severity
from aftersales_docs.kinds import KINDS
from aftersales_docs.template_check.check import check
from aftersales_docs.texts.building import BUILDERS
from aftersales_docs.texts.forms import FORMS
from aftersales_docs.texts.library import library_text
from aftersales_docs.texts.reading import read_text
from tests.texts.making import HEAD, HEAD_LINES, composed, written

TABLE = "A | B | C\n---\n1 | 2 | 3"
CLOSING = "::: closing {#end}\nYours\n---\nName\n:::\n"
# A wrong text, the line after the front matter that is told, and words of the message.
WRONG = [
    (f"::: table {{#t each='x' compact}}\n{TABLE}\n:::\n", 1, "can't be read"),
    (f'::: table {{#t each="x" compact}}\n{TABLE}\n:::\n', 1, "no 'widths'"),
    (f'::: table {{#t widths="5 3"}}\n{TABLE}\n:::\n', 1, "2 values for 3 columns"),
    (f'::: table {{#t widths="5 3 0"}}\n{TABLE}\n:::\n', 1, "whole numbers"),
    (f'::: table {{#t widths="5 3 x"}}\n{TABLE}\n:::\n', 1, "whole numbers"),
    (f'::: table {{#t widths="1 1 1" align="l r"}}\n{TABLE}\n:::\n', 1, "2 value"),
    (f'::: table {{#t widths="1 1 1" align="l r x"}}\n{TABLE}\n:::\n', 1, "l, c or r"),
    (f'::: table {{#t widths="1 1 1" compact="yes"}}\n{TABLE}\n:::\n', 1, "no value"),
    (f'::: table {{#t width="1 1 1"}}\n{TABLE}\n:::\n', 1, "no option 'width'.*'widths'"),
    (f'::: table widths="1 1 1"\n{TABLE}\n:::\n', 1, "can't be read"),
    ('::: table {#t widths="1 1"}\nA | B\n---\n1 | 2\n3\n:::\n', 5, "1 cell.*head has 2"),
    ('::: table {#t widths="1 1"}\nA | B\nC | D\n---\n1 | 2\n:::\n', 3, "1 line"),
    ('::: table {#t widths="1 1"}\nA | B\n:::\n', 1, r"2 part"),
    ("::: spread\nonly one\n:::\n", 2, "2 cell"),
    ("::: spread\na | b\nc | d\n:::\n", 3, "1 line"),
    ("::: fields {#f}\na | b | c\n:::\n", 2, "2 cell"),
    ("::: letterhead\na | b\n:::\n", 2, "1 cell"),
    ("::: title\n:::\n", 1, "line"),
    ("::: subject\nA\nB\n:::\n", 3, "1 line"),
    ("::: annex {#a}\nAnnex {{ annex }}\n:::\n", 2, "2 line"),
    ("::: stamp\nA\n:::\n", 1, "no identifier"),
    ("::: signature {#s}\na | b | c | d | e\n:::\n", 2, "1 to 4 cell"),
    ('::: signature {#s beside="gone"}\na\n:::\n', 1, "no signature 'gone'"),
    ('::: signature {#a}\n[x]\n:::\n\n::: signature {#b beside="a"}\nx | y\n:::\n', 6, "one cell"),
    ("::: closing {#c}\nYours\n:::\n", 1, "2 part"),
    ("::: opening\na\n---\nb\n---\nc\n:::\n", 1, "4 part"),
    ("::: totals {#t}\na | b\n:::\n", 1, "no table right above"),
    ("::: tabel {#t}\na\n:::\n", 1, "no form 'tabel'.*'table'"),
    ("Words.\n\n:::\n\nMore.\n", 3, "closes no form"),
    ("::: title\n- a\n:::\n", 2, "can't hold"),
    ("# Too high {#x}\n", 1, "heading"),
    ("##### Too deep {#x}\n", 1, "heading"),
    ("## A {#a newpage}\n", 1, "'newpage'"),
    ('## A {#a defines="x"}\n', 1, "no option 'defines'"),
    ("Words {#Bad}\n", 1, "can't be read"),
    ("Words [[Bad]].\n", 1, "no reference"),
    ("1. {#a} See [[a:abl]].\n", 1, "no reference"),
    ("- a\n\n  more\n", 3, "can't hold other blocks"),
    ("1. {#a} a\n\n   1. {#b} b\n\n      1. {#c} c\n", 5, "too deep"),
    ("@gone\n", 1, "no shared piece 'gone'"),
    ("::: title\n@Gone x\n:::\n", 2, "takes in no shared piece"),
]


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_rendering_tells_the_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    own = written(tmp_path, text)
    with pytest.raises(LibraryError, match=rf"en\.md:{line + HEAD_LINES}: error: .*{message}"):
        library_text(own, "kind", "en")


@pytest.mark.parametrize(("text", "line", "message"), WRONG)
def test_the_check_tells_the_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "texts" / "claim-response" / "en.md"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + text, encoding="utf-8")
    told = [one for one in check(tmp_path) if one.severity is Severity.ERROR]
    at = f"{path}:{line + HEAD_LINES}: "
    assert any(str(one).startswith(at) and re.search(message, str(one)) for one in told), told


@pytest.mark.parametrize("label", ["title", "author", "page", "of"])
def test_the_front_matter_has_its_words(tmp_path: Path, label: str) -> None:
    head = "".join(line for line in HEAD.splitlines(True) if not line.startswith(f"{label}:"))
    with pytest.raises(LibraryError, match=rf"en\.md:1: .*no '{label}'"):
        composed(tmp_path, "Words.", head=head)


def test_front_matter_that_is_a_list(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"en\.md:1: .*front matter"):
        composed(tmp_path, "Words.", head="---\n- a\n---\n")


def test_a_wrong_word_for_the_writers_is_told_with_its_line(tmp_path: Path) -> None:
    head = HEAD.replace('author: "A"', 'author: "{{ nobody }}"')
    own = written(tmp_path, "Words.", head=head)
    with pytest.raises(LibraryError, match=r"en\.md:3: .*nobody"):
        library_text(own, "kind", "en").author({})


# Forms that are well until their values come: all words empty, or values of a wrong sort.
EMPTY = "{% if no %}x{% endif %}"
LATE = [
    (f"::: title\n{EMPTY}\n:::\n", "title"),
    (f"::: letterhead\n{EMPTY}\n:::\n", "letterhead"),
    (f"::: subject\n{EMPTY}\n:::\n", "subject"),
    (f"::: salutation\n{EMPTY}\n:::\n", "salutation"),
    (f"::: stamp {{#s}}\n{EMPTY}\n:::\n", "stamp"),
    (f"::: signature {{#s}}\n{EMPTY} | {EMPTY}\n:::\n", "signature"),
    (f"::: closing {{#s}}\n{EMPTY}\n---\nx\n:::\n", "closing"),
    (f"::: closing {{#s}}\nx\n---\n{EMPTY}\n:::\n", "closing"),
    (f"::: opening\n{EMPTY}\n---\nx\n---\ny\n---\na | b\n:::\n", "opening"),
    (f"::: annex {{#a}}\nAnnex {{{{ annex }}}}\n{EMPTY}\n:::\n", "annex"),
    ('Words {{ item }} {#w each="no"}\n', ""),
    ('Words {#w each="many"}\n', "not iterable"),
    ("{{ nothing|sentence }}\n", ""),
    ("{{ many|long }}\n", ""),
    ("{{ many|full_name }}\n", ""),
    ("{{ day|gen }}\n", ""),
    ("{{ many / 0 }}\n", "division"),
    (
        f'::: table {{#t when="no" widths="1 1 1"}}\n{TABLE}\n:::\n\n'
        "::: totals {#s}\na | b\n:::\n",
        "no table",
    ),
]


@pytest.mark.parametrize(("text", "message"), LATE)
def test_what_goes_wrong_in_composing_has_a_place(tmp_path: Path, text: str, message: str) -> None:
    if 'each="no"' in text:
        assert composed(tmp_path, text, no=False).blocks == ()
        return
    with pytest.raises(LibraryError, match=rf"en\.md:\d+: error: .*{message}"):
        composed(tmp_path, text, no=False, many=3, nothing=None, day=3)


def test_forms_of_values_alone_are_left_out_without_any(tmp_path: Path) -> None:
    text = (
        f"::: fields {{#f}}\nLabel | {EMPTY}\n:::\n\n::: foot\n{EMPTY}\n:::\n\n"
        f'::: table {{#t widths="1 1 1" compact}}\nA | B | C\n---\n{EMPTY} | | \n:::\n\n'
        '::: table {#u each="[]" widths="1 1 1"}\nA | B | C\n---\n1 | 2 | 3\n:::\n'
    )
    assert composed(tmp_path, text, no=False).blocks == ()


def test_every_form_has_a_builder_and_an_example_that_builds(tmp_path: Path) -> None:
    assert set(FORMS) == set(BUILDERS)
    for form in FORMS.values():
        options = " ".join(
            f'{one.name}="{one.example}"' if one.fault else one.name
            for one in form.options
            if one.name in form.required
        )
        text = f"::: {form.name} {{#it {options}}}\n{form.example}\n:::\n"
        if form.name == "totals":
            text = f'::: table {{#t widths="1 1 1"}}\n{TABLE}\n:::\n\n{text}'
        text = text.replace("5 3 4", "5 3")
        own = written(tmp_path, text)
        assert read_text(own, "kind", "en").blocks[-1].form == form.name


def test_a_list_under_a_point_knows_its_level(tmp_path: Path) -> None:
    text = "- a\n\n1. {#p} Point:\n\n   - b\n   - c\n\n   1. {#s} Sub:\n\n      - d\n"
    blocks = composed(tmp_path, text).blocks
    levels = [(block.level, len(block.items)) for block in blocks if isinstance(block, Items)]
    assert levels == [(1, 1), (2, 2), (3, 1)]


def test_shared_pieces_are_taken_in_with_their_words(tmp_path: Path) -> None:
    folder = tmp_path / "texts" / "shared"
    for name, piece in {
        "sender": '{## of: the party ##}\n**{{ $of.name }}**\n\n@mail of="$of"\n',
        "mail": "$of: {{ $of.mail }}\n",
        "note": "$words. {#note}\n\n## Chapter {#chapter}\n",
        "round": "@round\n",
    }.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "en.md").write_text(piece, encoding="utf-8")
    seller = {"name": "Firm", "mail": "a@b"}
    text = '::: letterhead\n@sender of="seller"\n:::\n\n@note words="Be it known"\n'
    head, note, _chapter = composed(tmp_path, text, seller=seller).blocks
    assert isinstance(head, Letterhead)
    assert [plain(line) for line in head.lines] == ["Firm", "seller: a@b"]
    assert isinstance(note, Paragraph)
    assert plain(note.content) == "Be it known."
    own = written(tmp_path, text)
    assert read_text(own, "kind", "en").shared == {"sender", "mail", "note"}
    for wrong, message in [
        ("@sender", r"kind/en\.md:8: .*asks for 'of'"),
        ('@sender of="x" to="y"', r"kind/en\.md:8: .*not ask for 'to'"),
        ('@sender of="nobody"', r"shared/sender/en\.md:2: .*nobody"),
        ("@round", r"shared/round/en\.md:1: .*takes in itself"),
        ("@sendr", "'sender'"),
    ]:
        with pytest.raises(LibraryError, match=message):
            composed(tmp_path, wrong if wrong == "@round" else f"::: title\n{wrong}\n:::\n")


@pytest.mark.parametrize(
    "words",
    [
        "{{ consumer }}",
        "{{ law.de }}",
        "{{ 'a' ~ consumer }}",
        "{{ law.ru|upper }}",
        "{{ liability_acknowledged }}",
    ],
)
def test_the_check_refuses_to_print_yes_or_no(tmp_path: Path, words: str) -> None:
    kind = KINDS["claim-response"]
    fields = kind.model.model_fields
    truth = next((name for name, one in fields.items() if one.annotation is bool), "consumer")
    text = words.replace("liability_acknowledged", truth)
    path = tmp_path / "texts" / "claim-response" / "en.md"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + f"Words.\n\n{text}\n", encoding="utf-8")
    told = [one for one in check(tmp_path) if one.code == "prints-truth"]
    assert [one.place and one.place.line for one in told] == [HEAD_LINES + 3]
    values = {"consumer": True, truth: False, "law": {"de": True, "ru": False}}
    with pytest.raises(LibraryError, match=rf"en\.md:{HEAD_LINES + 1}: .*yes or no"):
        composed(tmp_path, text, **values)
