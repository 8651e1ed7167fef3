"""What happens to a document: sent, signed, done, cancelled; its signed PDF comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aftersales_docs.desk.chain import Act
from aftersales_docs.desk.opening import Register
from aftersales_docs.desk.register.models import STATES, Document
from aftersales_docs.desk.steps import STEPS, step
from aftersales_docs.desk.store import FileStore
from aftersales_docs.desk.verifying import verify
from aftersales_docs.errors import DataError
from tests.signing.pki import PASSPHRASE, Authority, served

from .orders import ROOT, issued, letter
from .test_proof import words_of

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("to", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_from_which_states_a_step_leads_on(
    quick: Register, tmp_path: Path, state: str, to: str
) -> None:
    document = issued(quick, letter(tmp_path)).document
    Document.objects.filter(pk=document.pk).update(state=state)
    possible = state in {"issued", "sent", "signed"} or (state, to) == ("reserved", "cancelled")
    if not possible:
        with pytest.raises(DataError) as refused:
            step(quick, document, to, Act("x"))
        assert refused.value.problems[0].code == "step-not-possible"
        return
    after = step(quick, document, to, Act("x", {"way": "letter"}, "a note"))
    assert after.state == ("signed" if (state, to) == ("signed", "sent") else to)


def test_the_life_of_a_document(run: Run, quick: Register, tmp_path: Path) -> None:
    issued(quick, letter(tmp_path))
    number = "CR-2026-00001"
    way = ("--way", "registered letter", "--tracking", "RR 1", "--person", "Jan Hartmann")
    assert run("register", "send", number, *way)[1] == f"sent: {number}\n"
    assert run("register", "sign", number, "--by", "Leyla Öztürk")[1] == f"signed: {number}\n"
    assert run("register", "done", number, "--note", "abgeschlossen")[1] == f"done: {number}\n"
    code, _, errors = run("register", "cancel", number, "--ground", "zu spät")
    assert (code, "it can't become 'cancelled'" in errors) == (1, True)
    told = run("register", "show", number)[1]
    for part in ("Jan Hartmann", "registered letter", "RR 1", "Leyla Öztürk", "abgeschlossen"):
        assert part in told
    assert run("register", "verify", "--hashes-only")[0] == 0


def test_a_cancelled_number_stays_taken(run: Run, quick: Register, tmp_path: Path) -> None:
    issued(quick, letter(tmp_path))
    number = "CR-2026-00001"
    assert run("register", "cancel", number, "--ground", " ")[0] == 2
    assert run("register", "cancel", number, "--ground", "falscher Empfänger")[0] == 0
    assert issued(quick, letter(tmp_path), key="next").document.number == "CR-2026-00002"
    assert "falscher Empfänger" in run("register", "show", number)[1]


def test_a_step_of_tomorrow_or_of_no_document(run: Run, quick: Register, tmp_path: Path) -> None:
    issued(quick, letter(tmp_path))
    step_of = ("register", "send", "CR-2026-00001", "--way", "letter", "--on")
    assert "is still to come" in run(*step_of, "2999-01-01")[2]
    assert "is not a date" in run(*step_of, "gestern")[2]
    assert run("register", "done", "CR-2026-00009")[0] == 1
    assert run("register", "sign")[0] == 2
    assert run("register", "sign", "CR-2026-00001")[0] == 2


@pytest.fixture(scope="module")
def authority() -> Iterator[Authority]:
    with served() as one:
        yield one


AGREEMENT = ROOT / "samples" / "service-agreement" / "lean.de.ru.yaml"


def _signed(
    run: Run, authority: Authority, content: bytes, folder: Path, field: str, name: str
) -> Path:
    source, target = folder / "in.pdf", folder / f"{field}.pdf"
    source.write_bytes(content)
    key = authority.signer(name).p12(folder / "key.p12")
    options = ("--key", key, "-o", target, "--as", field)
    code, _, errors = run("sign", source, *options)
    assert code == 0, errors
    return target


@pytest.mark.slow
def test_a_signed_pdf_is_recognised_verified_and_attached(
    run: Run,
    register: Register,
    tmp_path: Path,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AFTERSALES_DOCS_PASSPHRASE", PASSPHRASE)
    run("register", "pattern", "*", "--kind", "service-agreement")
    document = issued(register, AGREEMENT).document
    store = FileStore(register.place.files)
    pdf = store.get(document.files.get(role="pdf").sha256) or b""
    first = _signed(run, authority, pdf, tmp_path, "principal", "Katharina Vogt")
    root = authority.root.pem(tmp_path / "root.pem")
    code, told, errors = run("register", "sign", "--file", first, "--trust", root)
    assert (code, "still to sign: seller" in told) == (0, True), errors
    assert Document.objects.get().state == "issued"
    both = _signed(run, authority, first.read_bytes(), tmp_path, "seller", "Leyla Öztürk")
    code, told, errors = run("register", "sign", "--file", both, "--trust", root)
    assert (code, f"signed: {document.number}" in told) == (0, True), errors
    assert Document.objects.get().state == "signed"
    assert "attached before" in run("register", "sign", "--file", both, "--trust", root)[1]
    assert document.files.filter(role="signed").count() == 2
    assert not list(verify(register))
    output = tmp_path / "proof.pdf"
    assert run("register", "proof", document.number, "-o", output, "--trust", root)[0] == 0
    text = words_of(output.read_bytes())
    assert "principal:GÜLTIG,KatharinaVogt" in text
    assert "seller:GÜLTIG,LeylaÖztürk" in text


@pytest.mark.slow
def test_what_is_not_attached(
    run: Run,
    register: Register,
    tmp_path: Path,
    authority: Authority,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AFTERSALES_DOCS_PASSPHRASE", PASSPHRASE)
    run("register", "pattern", "*", "--kind", "service-agreement")
    document = issued(register, AGREEMENT).document
    pdf = FileStore(register.place.files).get(document.files.get(role="pdf").sha256) or b""
    unsigned = tmp_path / "unsigned.pdf"
    unsigned.write_bytes(pdf)
    assert "nobody has signed" in run("register", "sign", "--file", unsigned)[2]
    first = _signed(run, authority, pdf, tmp_path, "principal", "Katharina Vogt")
    spoiled = tmp_path / "spoiled.pdf"
    content = first.read_bytes()
    half = len(pdf) // 2
    spoiled.write_bytes(content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :])
    assert run("register", "sign", "--file", spoiled)[0] == 1
    other = tmp_path / "other"
    run(
        "render",
        ROOT / "samples" / "service-agreement" / "lean.de.ru.yaml",
        "-o",
        other,
        "-f",
        "pdf",
        "--no-data",
    )
    stranger = _signed(
        run, authority, (other / "lean.de.ru.pdf").read_bytes(), other, "seller", "Eve"
    )
    assert "does not begin with" in run("register", "sign", "--file", stranger)[2]
    assert document.files.filter(role="signed").count() == 0


def test_the_same_step_again_is_the_same_step(quick: Register, tmp_path: Path) -> None:
    """Whoever did not hear the answer repeats it, and nothing is there twice."""
    from aftersales_docs.desk.register.models import Event
    from aftersales_docs.desk.steps import step

    document = issued(quick, letter(tmp_path)).document
    for to in ("sent", "signed", "done"):
        for act in (Act("x", {"way": "post"}, "n"), Act("x", {"way": "post"}, "n")):
            assert step(quick, document, to, act).state == to
        assert Event.objects.filter(action=to).count() == 1
    with pytest.raises(DataError):
        step(quick, document, "done", Act("y", {"way": "post"}, "n"))


@pytest.mark.parametrize("other", [("y", "post", "n"), ("x", "mail", "n"), ("x", "post", "m")])
def test_another_step_is_recorded(
    quick: Register, tmp_path: Path, other: tuple[str, str, str]
) -> None:
    from aftersales_docs.desk.register.models import Event
    from aftersales_docs.desk.steps import step

    document = issued(quick, letter(tmp_path)).document
    for who, way, note in (("x", "post", "n"), other, ("x", "post", "n")):
        step(quick, document, "sent", Act(who, {"way": way}, note))
    assert Event.objects.filter(action="sent").count() == 3
