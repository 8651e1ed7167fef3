"""Opening a register: Django set up, tables made or brought up, guards looked at."""

from __future__ import annotations

import os
import pkgutil
from contextlib import suppress
from importlib import import_module

from ..errors import DataError, OutputError, Place, Problem, worded
from .place import DATA_VARIABLE, DATABASE_VARIABLE, RegisterPlace, prepared

SETTINGS = "aftersales_docs.desk.settings"


def missing_package(error: ImportError) -> OutputError:
    """What to say where the extra is not installed."""
    return OutputError(
        Problem(
            "desk-not-installed",
            worded("the register needs a package that is not here: {name}.", name=error.name),
            "Install it with: pip install 'aftersales-docs[desk]'.",
        )
    )


def set_up() -> None:
    """Set Django up, once in a process; its models can be imported from then on.

    Raises:
        OutputError: it is not installed.

    """
    try:
        import django
        from django.apps import apps
    except ImportError as error:
        raise missing_package(error) from error
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if not apps.ready:
        django.setup()


class Register:
    """An open register; one at a time in a process."""

    current: RegisterPlace | None = None

    def __init__(self, place: RegisterPlace) -> None:
        self.place = place


def open_register(
    place: RegisterPlace, *, check_guards: bool = True, begins: bool = True
) -> Register:
    """The register at ``place``; ``begins``: made on first use.

    Without ``begins`` a mistyped folder is none: a proof or copy of an empty register, made on
    the spot, would say that all is well.

    Raises:
        OutputError: its folder or database can't be used.
        DataError: there is none, it was made by a newer program, or its guards were taken away.

    """
    set_up()
    if not begins and not (place.folder.is_dir() if place.url else place.sqlite.exists()):
        raise _no_register(place)
    prepared(place)
    _connect(place)
    _bring_up(place, begins=begins)
    if check_guards:
        _look_at_guards()
    register = Register(place)
    _finish_purge(register)
    return register


def _finish_purge(register: Register) -> None:
    """Take up what a killed purge left; it costs one look where there is nothing."""
    from .keeping.models import Remains

    if Remains.objects.exists():
        from .purging import finish_cut_off

        finish_cut_off(register)


def _connect(place: RegisterPlace) -> None:
    """Let Django's one database be that of ``place``."""
    if Register.current == place:
        return
    from django.db import connections

    with suppress(KeyError, AttributeError):
        connections["default"].close()
        del connections["default"]
    settings = connections.configure_settings({"default": place.database()})
    connections.databases["default"] = settings["default"]
    Register.current = place


def _no_register(place: RegisterPlace) -> DataError:
    return DataError(
        Problem(
            "no-register",
            "there is no register here yet.",
            worded(
                "Look at --data, {data} and {database}. 'issue', and 'register pattern', "
                "'import', 'draft new' and 'case new', begin one.",
                data=DATA_VARIABLE,
                database=DATABASE_VARIABLE,
            ),
            place=Place(str(place.folder)),
        )
    )


def _bring_up(place: RegisterPlace, *, begins: bool) -> None:
    """Make the tables, or bring those of an older program up to date."""
    from django.core.management import call_command
    from django.db import DatabaseError

    from .writing import alone

    known = migrations_here()
    try:
        there = applied()
        if not there and not begins:
            raise _no_register(place)
        if there >= known:
            _refuse_newer(place, there - known)
            return
        with alone(place):
            if not applied() >= known:
                call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise _unusable(place, error) from error


def _ours() -> dict[str, str]:
    """The packages of our apps by label."""
    from .settings import INSTALLED_APPS

    return {
        name.rpartition(".")[2]: name
        for name in INSTALLED_APPS
        if name.startswith("aftersales_docs.")
    }


def migrations_here() -> set[tuple[str, str]]:
    """The migrations that this program knows, by app and name."""
    return {
        (label, one.name)
        for label, package in _ours().items()
        for one in pkgutil.iter_modules(import_module(f"{package}.migrations").__path__)
    }


def applied() -> set[tuple[str, str]]:
    """The migrations that the register has been through."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    done = MigrationRecorder(connection).applied_migrations()
    return {(app, name) for app, name in done if app in _ours()}


def _refuse_newer(place: RegisterPlace, strange: set[tuple[str, str]]) -> None:
    if strange:
        raise DataError(
            Problem(
                "register-newer",
                "the register was made or brought up to date by a newer program.",
                "Use that version, or a newer one.",
                place=Place(str(place.folder)),
            )
        )


def _unusable(place: RegisterPlace, error: Exception) -> OutputError:
    return OutputError(
        Problem(
            "register-unusable",
            worded(
                "the database of the register can't be used: {reason}.",
                reason=" ".join(str(error).split())[:300].rstrip(".?! "),
            ),
            "See that it is there, whole, and open to you.",
            place=Place(str(place.folder)),
        )
    )


def _look_at_guards() -> None:
    from .guards import missing_guards

    if gone := missing_guards():
        raise DataError(
            Problem(
                "guards-gone",
                worded(
                    "guards of the audit trail are gone from the database: {names}. Somebody "
                    "took them away, or an older copy was put back.",
                    names=", ".join(gone),
                ),
                "Find out who did. Run 'register verify', then 'register restore-guards', which "
                "puts them up again and records it.",
            )
        )
