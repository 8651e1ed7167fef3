"""What an assistant may ask for: the functions of the interface over HTTP, by the same rights.

Without a key there is no register, and inputs are checked and made as on the command line; with
one, everything is bound to what its scopes allow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...api import FORMATS
from ...checking import check
from ...errors import DataError, Problem, Severity, worded
from ...kinds import KINDS
from ...law import CitedText
from ...output import write_files
from ...schemas.export import schema_text
from ..rest.bodies import Sent, laid_out
from ..rest.problems import ApiError, problem_as_data
from ..rest.rendering import rendered

if TYPE_CHECKING:
    from ..place import RegisterPlace
    from ..rest.models import ApiKey

_MOST = 50


@dataclass(frozen=True, slots=True)
class Functions:
    """The functions for one assistant: with the rights of ``key``, files put into ``folder``.

    ``place`` is where the register of the key lies, whose templates documents are
    checked and made with.
    """

    key: ApiKey | None = None
    folder: Path | None = None
    place: RegisterPlace | None = None

    def kinds(self) -> dict[str, Any]:
        """The kinds of document, with their names, languages and laws."""
        return {
            "kinds": [
                {"kind": one.id, "names": dict(one.names), "laws": list(one.laws)}
                for one in KINDS.values()
            ]
        }

    def schema(self, kind: str) -> dict[str, Any]:
        """The JSON Schema of a kind.

        Raises:
            DataError: there is no such kind.

        """
        found: dict[str, Any] = json.loads(schema_text(KINDS[_known(kind)].model, kind))
        return found

    def check(self, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Everything that is to be said of an input.

        Raises:
            DataError: it can't be read, or the key has no right to.

        """
        found = self._problems(kind, fields)
        errors = any(one.severity is Severity.ERROR for one in found)
        return {"ok": not errors, "problems": [problem_as_data(one) for one in found]}

    def explain(self, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What the law says of an input: what it refuses and asks for, each with its article.

        Raises:
            DataError: it can't be read, or the key has no right to.

        """
        told = [
            {**problem_as_data(one), "articles": articles}
            for one in self._problems(kind, fields)
            if (articles := list(articles_of(one.values)))
        ]
        return {"law": told}

    def render(
        self, kind: str, fields: Mapping[str, Any], name: str = "", format_: str = "both"
    ) -> dict[str, Any]:
        """Word, PDF or both of an input, written into the folder.

        Raises:
            DataError: the input is wrong, there is no folder, or the key has no right to.
            OutputError: a file is there already.

        """
        if self.folder is None:
            raise DataError(
                Problem(
                    "no-folder",
                    "no folder is named that files may be written to.",
                    "Start 'aftersales-docs mcp' with --output FOLDER.",
                )
            )
        formats = [one for one in FORMATS if format_ in (one, "both")]
        with self._sent(kind, fields) as sent:
            made = rendered(sent, formats, (), self._own_templates())
        stem = safe_stem(name) or made.stem
        files = {
            self.folder / f"{stem}.{one.rpartition('.')[2]}": content
            for one, content in made.files.items()
        }
        write_files(files)
        problems = [problem_as_data(one) for one in made.problems]
        return {"title": made.title, "files": list(map(str, files)), "problems": problems}

    def _own_templates(self) -> Path | None:
        """The templates of the house, where there is a register."""
        if self.place is None:
            return None
        from ..house.in_use import folder_now

        return folder_now(self.place)

    def search(self, words: str = "", kind: str = "", number: str = "") -> dict[str, Any]:
        """The newest documents of the register that match, as far as the key may see them.

        Raises:
            DataError: there is no key.

        """
        if self.key is None:
            raise DataError(
                Problem(
                    "no-key",
                    "without a key nothing of the register is shown.",
                    "Put one into AFTERSALES_DOCS_KEY and start 'aftersales-docs mcp' anew.",
                )
            )
        from ..accounts.rights import narrowed
        from ..listing import Filters, selected
        from ..rest.rows import row

        filters = Filters(text=words[:200], kind=kind[:60], number=number[:120])
        found = narrowed(selected(filters), self.key).order_by("-pk")[:_MOST]
        return {"documents": [row(one) for one in found]}

    def _problems(self, kind: str, fields: Mapping[str, Any]) -> list[Problem]:
        with self._sent(kind, fields) as sent:
            return sent.shown(check(sent.path, self._own_templates()))

    @contextmanager
    def _sent(self, kind: str, fields: Mapping[str, Any]) -> Iterator[Sent]:
        self._need(_known(kind))
        try:
            with laid_out(kind, json.dumps(fields).encode(), {}) as sent:
                yield sent
        except ApiError as error:
            raise DataError(error.problem) from error

    def _need(self, kind: str) -> None:
        if self.key is None:
            return
        from ..accounts.rights import kinds_for

        if kind not in kinds_for(self.key, "write"):
            raise DataError(
                Problem(
                    "scope-missing",
                    worded("the key lacks the right {scope} here.", scope=f"write:{kind}"),
                    "Have an administrator make a key that has it.",
                )
            )


def _known(kind: str) -> str:
    if kind in KINDS:
        return kind
    raise DataError(
        Problem(
            "unknown-kind",
            worded("there is no kind '{name}'.", name=kind[:60]),
            worded("Write one of: {names}.", names=", ".join(KINDS)),
            "kind",
        )
    )


def safe_stem(name: str) -> str:
    """``name`` as the name of a file, without folders and ending."""
    from ...naming import safe_name

    return safe_name(Path(name).name.rpartition(".")[0] or Path(name).name)


def articles_of(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The articles among the values of a problem, with their source and when it was compared."""
    for value in values.values():
        if isinstance(value, CitedText) and value.citation is not None:
            one = value.citation
            yield {
                "article": {lang: str(CitedText.of(text)) for lang, text in one.text.items()},
                "key": one.key,
                "source": one.source,
                "compared_on": one.verified_on.isoformat() if one.verified_on else None,
            }
