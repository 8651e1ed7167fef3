"""The table of commands: every help line is the command's own, and showing it imports none."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from aftersales_docs import cli
from aftersales_docs.cli import COMMANDS
from aftersales_docs.collecting import SELDOM, collect_seldom


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_tells_the_help_of_each_command(name: str) -> None:
    command = COMMANDS[name].load()
    assert command.name == name
    assert COMMANDS[name].help == command.get_short_help_str(200)


def test_help_loads_no_command_and_none_of_the_libraries() -> None:
    program = (
        "import sys\n"
        "from aftersales_docs.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "ours = [name for name in sys.modules if name.startswith('aftersales_docs')]\n"
        "heavy = {'pydantic', 'jinja2', 'lxml', 'weasyprint', 'babel'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "rooms = ('', '.cli', '.collecting', '.commands', '.commands.spoken', '.config',"
        " '.errors')\n"
        "spoken = {f'aftersales_docs{room}' for room in rooms}\n"
        "talk = 'aftersales_docs.messages'\n"
        "other = {one for one in ours if not one.startswith(talk)} - spoken\n"
        "assert not other, other\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)


def test_garbage_is_looked_for_seldom_in_a_process_of_our_own_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called: list[bool] = []
    monkeypatch.setattr(cli, "collect_seldom", lambda: called.append(True))
    cli.main(["--help"], standalone_mode=False)
    assert not called, "another program calls the command"
    monkeypatch.setattr(sys, "argv", ["aftersales-docs", "--help"])
    cli.main(standalone_mode=False)
    assert called == [True]
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert gc.get_threshold() == (SELDOM, *before[1:])
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
