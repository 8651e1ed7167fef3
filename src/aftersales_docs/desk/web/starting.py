"""Setting Django up for the web desk, and the register that its pages work on."""

from __future__ import annotations

import os
from contextlib import suppress

from ..opening import Register, missing_package
from ..place import RegisterPlace, register_place

SETTINGS = "aftersales_docs.desk.web.settings"


def set_up_web() -> None:
    """Set Django up with all of the web desk's apps, once in a process.

    Raises:
        OutputError: a package is not installed.

    """
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    try:
        import django
        from django.apps import apps

        if not apps.ready:
            django.setup()
    except ImportError as error:
        raise missing_package(error) from error
    if Register.current is None:
        Register.current = register_place()


def the_place() -> RegisterPlace:
    """Where the register lies that this process serves."""
    return Register.current or register_place()


def the_register() -> Register:
    """The register that this process serves; :func:`migrated` has brought it up before."""
    return Register(the_place())


def migrated(place: RegisterPlace) -> None:
    """Make all tables, those of accounts and sessions among them, or bring them up."""
    from django.core.management import call_command
    from django.db import connection

    from ..writing import alone

    with alone(place):
        call_command("migrate", verbosity=0, interactive=False)
    with suppress(Exception):
        connection.close()
