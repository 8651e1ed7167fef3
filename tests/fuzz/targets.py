"""The readers, as the command line reaches them, with the good files that are changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from click.testing import CliRunner, Result

from aftersales_docs.cli import main
from tests.fuzz import mutations
from tests.fuzz.mutations import Change
from tests.signing.pki import PASSPHRASE, Authority

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
SECTION = SAMPLES / "warranty-section" / "supply-business.de.de.yaml"
HOST = SAMPLES / "hosts" / "liefervertrag.docx"
CERTIFICATE = SAMPLES / "completion-certificate" / "paid-repair.de.de.yaml"
ANSWER = SAMPLES / "claim-response" / "granted-repair.de.de.yaml"
AGREEMENT = SAMPLES / "service-agreement" / "lean.de.ru.yaml"
MARKER = "[[GEWÄHRLEISTUNG]]"
FIELD = "contractor"

STATUTE = """# BGB

## § 437 Rechte des Käufers bei Mängeln

Ist die Sache mangelhaft, kann der Käufer Nacherfüllung verlangen.

## § 438 Verjährung der Mängelansprüche

(1) Die Ansprüche verjähren in zwei Jahren.

1. bei einem Bauwerk in fünf Jahren,
"""

Command = list[str]


@dataclass(frozen=True, slots=True)
class Target:
    """A reader: where its good files lie, how they are changed, what then reads them.

    ``files`` are patterns below ``root``, a folder among the prepared ones or the samples
    themselves; ``whole``: the file is read among its neighbours. ``seconds`` of work and
    ``memory`` in bytes are what one file may cost.
    """

    name: str
    root: str
    files: tuple[str, ...]
    change: Change
    commands: Callable[[Path, Path, Random], list[Command]]
    whole: bool = False
    seconds: float = 20.0
    memory: int = 1024 * mutations.MEGABYTE

    def seeds(self, folder: Path) -> list[Path]:
        """The good files; at least one a pattern."""
        root = self.base(folder)
        found = [sorted(root.glob(pattern)) for pattern in self.files]
        if not all(found):
            raise RuntimeError(f"{self.name}: no file for one of {self.files} in {root}")
        return [file for files in found for file in files]

    def base(self, folder: Path) -> Path:
        return SAMPLES if self.root == "samples" else folder / self.root

    def case(self, folder: Path, number: int) -> tuple[Path, list[Command]]:
        """Write file ``number`` into the folder ``case``; it, and the commands that read it."""
        chance = Random(f"{self.name} {number}")  # noqa: S311 (must repeat itself)
        seed = chance.choice(self.seeds(folder))
        case, base = folder / "case", self.base(folder)
        shutil.rmtree(case, ignore_errors=True)
        if self.whole:
            shutil.copytree(base, case, ignore=shutil.ignore_patterns("*.docx", "*.png"))
        file = case / seed.relative_to(base)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(self.change(chance, seed.read_bytes()))
        return file, self.commands(folder, file, chance)


def call(*args: object) -> Result:
    """The command line, with the passphrase where it looks for it."""
    env = {"AFTERSALES_DOCS_PASSPHRASE": PASSPHRASE}
    # As on a terminal: click would take out what a terminal obeys.
    return CliRunner().invoke(main, [str(one) for one in args], env=env, color=True)


def made(*args: object) -> None:
    """A command that must go well: it makes a good file."""
    result = call(*args)
    if result.exit_code:
        raise RuntimeError(f"{args[0]}: {result.output}") from result.exception


def prepare(folder: Path) -> None:
    """Lay out the good files in ``folder``; nothing is done if they are there."""
    if (folder / "done").exists():
        return
    for kind in ("json", "hosts", "finished", "keys", "statutes"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for sample in SAMPLES.glob("*/*.yaml"):
        content = mutations.as_json(sample.read_bytes())
        (folder / "json" / f"{sample.stem}.json").write_bytes(content)
    (folder / "statutes" / "bgb-2026-08-19.md").write_text(STATUTE, encoding="utf-8")
    made("templates", "copy", folder / "templates")
    shutil.copytree(SAMPLES / "own-templates", folder / "templates", dirs_exist_ok=True)
    shutil.copy(HOST, folder / "hosts")
    made(
        "render",
        CERTIFICATE,
        ANSWER,
        AGREEMENT,
        "--with-data",
        "--force",
        "-o",
        folder / "finished",
    )
    authority = Authority("http://localhost:9")
    authority.root.pem(folder / "keys" / "root.pem")
    authority.signer("Katharina Vogt").p12(folder / "keys" / "key.p12")
    made(
        "sign",
        folder / "finished" / f"{CERTIFICATE.stem}.pdf",
        "--as",
        FIELD,
        "--key",
        folder / "keys" / "key.p12",
        "-o",
        folder / "finished" / "signed.pdf",
    )
    (folder / "done").touch()


def _sometimes(chance: Random, share: float, *commands: Command) -> list[Command]:
    return list(commands) if chance.random() < share else []


def _read_input(folder: Path, file: Path, chance: Random) -> list[Command]:
    rendered = ["render", str(file), "-o", str(file.parent / "out"), "--force"]
    return [["check", str(file)], *_sometimes(chance, 0.25, rendered)]


def _read_host(folder: Path, file: Path, chance: Random) -> list[Command]:
    place = chance.choice((["--marker", MARKER], ["--after-heading", "Haftung"]))
    return [["insert", str(SECTION), str(file), "-o", str(file.parent / "o.docx"), *place]]


def _read_finished(folder: Path, file: Path, chance: Random) -> list[Command]:
    out = str(file.parent / "out")
    return [
        ["inspect", str(file), *chance.choice(([], ["--json"]))],
        ["extract", str(file), "-o", out, "--force"],
        *_sometimes(chance, 0.3, ["clauses", "diff", str(file)]),
    ]


def _read_returned(folder: Path, file: Path, chance: Random) -> list[Command]:
    issued = folder / "finished" / f"{AGREEMENT.stem}.docx"
    redline = chance.choice(([], ["-o", str(file.parent / "redline.docx")], ["--json"]))
    return [
        ["compare", str(issued), str(file), *redline],
        *_sometimes(chance, 0.3, *_read_finished(folder, file, chance)),
    ]


def _read_pdf(folder: Path, file: Path, chance: Random) -> list[Command]:
    keys = folder / "keys"
    out = str(file.parent / "o.pdf")
    sign = ["sign", str(file), "--as", FIELD, "--key", str(keys / "key.p12"), "-o", out]
    issued = folder / "finished" / f"{AGREEMENT.stem}.docx"
    return [
        ["verify", str(file), "--trust", str(keys / "root.pem")],
        ["compare", str(issued), str(file), *chance.choice(([], ["--json"]))],
        *_sometimes(chance, 0.5, *_read_finished(folder, file, chance)),
        *_sometimes(chance, 0.3, sign),
    ]


def _read_key(folder: Path, file: Path, chance: Random) -> list[Command]:
    pdf = folder / "finished"
    signed, unsigned = str(pdf / "signed.pdf"), str(pdf / f"{CERTIFICATE.stem}.pdf")
    out = str(file.parent / "o.pdf")
    return [
        ["verify", signed, "--trust", str(file)],
        ["sign", unsigned, "--as", FIELD, "--key", str(file), "-o", out],
    ]


def _read_statute(folder: Path, file: Path, chance: Random) -> list[Command]:
    return [["law", "verify", "--texts", str(file.parent)]]


def _read_table(folder: Path, file: Path, chance: Random) -> list[Command]:
    """A table, and a single input on its way to the register's number."""
    out = str(folder / "case-out")
    kind = ["--kind", "claim-response"]
    return [
        ["batch", "run", str(file), *kind, "-o", out, "-f", "docx", "--workers", "1"],
        ["issue", str(file), "--data", str(folder / "case-data"), "--person", "fuzz"],
        ["register", "import", str(file.parent), "--data", str(folder / "case-data")],
    ]


def _read_template(folder: Path, file: Path, chance: Random) -> list[Command]:
    top = str(folder / "case")
    rendered = [
        "render",
        str(ANSWER),
        "--template",
        top,
        "-o",
        str(folder / "case-out"),
        "--force",
    ]
    return [
        ["templates", "check", top, "--kind", "claim-response"],
        *_sometimes(chance, 0.3, rendered),
    ]


_TEXTS = (
    "house.yaml",
    "pdf/claim-response.html",
    "pdf/document.css",
    "texts/claim-response/de.md",
    "catalogue/remedies.yaml",
)
TARGETS = {
    target.name: target
    for target in (
        Target("yaml", "samples", ("*/*.yaml",), mutations.YAML_FILE, _read_input, whole=True),
        Target("json", "json", ("*.json",), mutations.JSON_FILE, _read_input),
        Target("host", "hosts", ("*.docx",), mutations.WORD_FILE, _read_host),
        Target(
            "returned",
            "finished",
            (f"{AGREEMENT.stem}.docx",),
            mutations.WORD_FILE,
            _read_returned,
        ),
        Target("pdf", "finished", ("*.pdf", "signed.pdf"), mutations.PDF_FILE, _read_pdf),
        Target("key", "keys", ("*",), mutations.BINARY, _read_key),
        Target(
            "table", "samples", ("batch/claims.csv",), mutations.TEXT_FILE, _read_table, whole=True
        ),
        Target("statute", "statutes", ("*.md",), mutations.TEXT_FILE, _read_statute),
        Target("template", "templates", _TEXTS, mutations.TEXT_FILE, _read_template),
        Target(
            "word-template",
            "templates",
            ("word/letter-window.docx",),
            mutations.WORD_FILE,
            _read_template,
        ),
    )
}
