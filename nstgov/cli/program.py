"""The program behind the command line. Commands are loaded when they are called: `nstgov --help` stays quick."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Any, NoReturn

import click

from nstgov.cli.act_table import ACT_COMMANDS
from nstgov.cli.errors import FILE_TROUBLE, WRONG_USE, report_error, report_out_of_memory
from nstgov.cli.version import print_version

COMMANDS = {
    "init": ("nstgov.cli.init:init", "Begin a movement here, or lay out the worked example."),
    "check": ("nstgov.cli.check:check", "Judge whether the rules of consent are kept."),
    "status": ("nstgov.cli.status:status", "Show where everything stands."),
    "next": ("nstgov.cli.why:next_", "Show whose step is next."),
    "care": ("nstgov.cli.why:care", "Show the circles that need help."),
    "agenda": ("nstgov.cli.agenda:agenda", "Print the agenda of a circle's next meeting."),
    "minutes": ("nstgov.cli.minutes:minutes", "Make the records of a meeting from its minutes."),
    "digest": ("nstgov.cli.digest:digest", "Tell what happened since a day, for a mail or a chat."),
    "why": ("nstgov.cli.why:why", "Show why a decision is valid, or what is missing."),
    "policy": ("nstgov.cli.why:policy", "Print the texts in force in a circle."),
    "take": ("nstgov.cli.take:take", "Put on record what came by mail, by chat or from a form."),
    **{name: (f"nstgov.cli.act_commands:{name}", command.about) for name, command in ACT_COMMANDS.items()},
    "withhold": ("nstgov.cli.withhold:withhold", "Hide a text that hurts somebody, by a decision of its circle."),
    "sign": ("nstgov.cli.sign:sign", "Sign a record with your own key."),
    "keys": ("nstgov.cli.sign:keys", "Print whose key is whose, for ssh-keygen."),
    "verify": ("nstgov.cli.audit:verify", "Check that a record or a page is what landed, and show how to see it."),
    "audit": ("nstgov.cli.audit:audit", "Judge the whole history: nothing was changed, removed or lost."),
    "explain": ("nstgov.cli.explain:explain", "Show the page of a rule."),
    "rules": ("nstgov.cli.explain:rules", "List all rules."),
    "build": ("nstgov.cli.build:build", "Make the public site."),
    "gate": ("nstgov.cli.build:gate", "Look through a finished site for what must not go out."),
    "serve": ("nstgov.cli.build:serve", "Make the site and show it in a browser on this machine."),
    "desk": ("nstgov.cli.desk:desk", "Put on record what a circle says, in a browser on this machine."),
    "export": ("nstgov.cli.build:export", "Write everything on record as JSON and CSV."),
    "import": ("nstgov.cli.import_records:import_", "Bring circles, decisions or discussions from elsewhere."),
    "forge": ("nstgov.cli.forge:forge", "Words for a forge: what the workflows that init writes ask for."),
    "schema": ("nstgov.cli.explain:schema", "Print the JSON Schema of a kind of record."),
    "federate": ("nstgov.cli.federate:federate", "Look at many repositories: regions that meet here."),
    "doctor": ("nstgov.cli.doctor:doctor", "Show what is missing here, on this machine and on the forge."),
    "completion": ("nstgov.cli.explain:completion", "Print what makes the Tab key complete commands in your shell."),
}
"""Each command: where its function is, and what it does in one line."""


class Commands(click.Group):
    """A group whose commands are imported only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of a newcomer's day, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        found: click.Command = getattr(importlib.import_module(module), name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        acts = [(name, about) for name, (_, about) in COMMANDS.items() if name in ACT_COMMANDS]
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items() if name not in ACT_COMMANDS])
        with formatter.section("Put something on record (each asks for what it needs)"):
            formatter.write_dl(acts)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; where there is none of that name, say which one is near."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from nstgov.records.near_words import find_near_word

            near = find_near_word(args[0], COMMANDS)
            hint = f"Did you mean `nstgov {near}`?" if near else "See them all: nstgov --help"
            raise click.UsageError(f'There is no command "{args[0][:60]}". {hint}', ctx)
        return super().resolve_command(ctx, args)


def _show_version(ctx: click.Context, _option: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        print_version()
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C", "folder", metavar="DIR", default=".", help="The folder of the movement [default: this one, or one above it]."
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
    help="Show the version and exit.",
)  # fmt: skip
@click.pass_context
def cli(ctx: click.Context, folder: str) -> None:
    """
    Govern yourselves like a healthy group of friends: circles decide by consent, on a public record.

    \b
    nstgov init --example     a worked example to look around in
    nstgov check              are the rules of consent kept?
    nstgov serve              read the record in a browser

    Exit codes: 0 the rules are kept, 1 something was found, 2 wrong use, 3 cannot judge, 4 a file could not be read or
    written.
    """
    ctx.obj = folder


_RESERVE = [bytes(4 << 20)]
"""Memory that is given back when there is no more, so that this can be told; until then it is only promised."""

_LEAST = 1 << 20
"""Bytes that every command needs; with less, Python itself may end in ways that nobody can tell of."""


def run_and_exit(arguments: list[str] | None = None) -> NoReturn:
    """
    Run the command line and exit; whatever happens, no traceback reaches a person.

    Records make no cycles and the process ends with the command, so looking for cycles would only cost time.
    """
    gc.disable()
    try:
        bytes(_LEAST)
        code = run_command_line(arguments)
    except (MemoryError, SystemError):  # the second is how Python itself fails when nothing is left
        _RESERVE.clear()
        code = report_out_of_memory()
    gc.freeze()  # else Python would look through all that was read for cycles once more as it ends
    sys.exit(code)


def run_command_line(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code. NSTGOV_DEBUG=1 lets a failure show its traceback."""
    try:
        result: Any = cli.main(args=arguments, prog_name="nstgov", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.Abort:
        click.echo("\nStopped; nothing more was done.", err=True)
        return 130
    except click.ClickException as wrong:
        wrong.show()
        return FILE_TROUBLE if isinstance(wrong, click.FileError) else WRONG_USE
    except BrokenPipeError:
        _quiet_stdout()
        return 0
    except Exception as trouble:  # noqa: BLE001 (no traceback ever reaches a person; NSTGOV_DEBUG shows it)
        _RESERVE.clear()
        return report_error(trouble)
    return result if isinstance(result, int) else 0


def _quiet_stdout() -> None:
    """Nobody reads on (`nstgov check | head`): keep the interpreter from complaining on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
