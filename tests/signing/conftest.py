"""An authority, people with keys, and the command line, for all tests of signing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aftersales_docs.cli import main
from aftersales_docs.signing.certificates import trusted_roots
from aftersales_docs.signing.report import Report
from aftersales_docs.signing.verify import verify
from tests.signing.parties import parties
from tests.signing.pki import PASSPHRASE, Authority, Holder, served

Run = Callable[..., Result]
Sign = Callable[..., tuple[int, str, bytes]]


@pytest.fixture(scope="session")
def authority() -> Iterator[Authority]:
    with served() as authority:
        yield authority


@pytest.fixture(scope="session")
def vogt(authority: Authority) -> Holder:
    return authority.signer("Katharina Vogt")


@pytest.fixture(scope="session")
def lebedev(authority: Authority) -> Holder:
    return authority.signer("Лебедев Сергей Андреевич", with_rsa=True)


@pytest.fixture(scope="session")
def oneill(authority: Authority) -> Holder:
    return authority.signer("Margaret O’Neill", with_ocsp=True)


@pytest.fixture
def root(authority: Authority, tmp_path: Path) -> Path:
    """The file of the authority's root certificate."""
    return authority.root.pem(tmp_path / "root.pem")


@pytest.fixture
def run() -> Run:
    """Runs the command line with the passphrase in the environment."""

    def call(*args: object, passphrase: str | None = PASSPHRASE, **more: object) -> Result:
        env = {"AFTERSALES_DOCS_PASSPHRASE": passphrase}
        result = CliRunner().invoke(main, [str(one) for one in args], env=env, **more)
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return call


@pytest.fixture
def signed(run: Run, tmp_path: Path) -> Callable[..., bytes]:
    """Signs a PDF by the command line and gives the signed bytes."""

    def sign(content: bytes, field: str, holder: Holder, *options: object) -> bytes:
        source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
        source.write_bytes(content)
        key = holder.p12(tmp_path / "key.p12")
        result = run(
            "sign", source, "--as", field, "--key", key, "-o", target, "--force", *options
        )
        assert result.exit_code == 0, result.output
        assert source.read_bytes() == content
        return target.read_bytes()

    return sign


@pytest.fixture
def checked(root: Path) -> Callable[..., Report]:
    """Checks a PDF against the authority's root."""

    def check(content: bytes, **options: bool) -> Report:
        return verify(content, "in.pdf", tuple(trusted_roots([root])), **options)

    return check


@pytest.fixture
def signing(run: Run, tmp_path: Path) -> Sign:
    """Signs a PDF by the command line: exit code, what was said, the signed file."""

    def call(content: bytes, *options: object, who: str = "seller") -> tuple[int, str, bytes]:
        source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
        source.write_bytes(content)
        target.unlink(missing_ok=True)
        key = getattr(parties(), who).p12(tmp_path / "key.p12")
        done = run("sign", source, "--key", key, "-o", target, *options)
        assert target.exists() == (done.exit_code == 0)
        return done.exit_code, done.output, target.read_bytes() if target.exists() else b""

    return call
