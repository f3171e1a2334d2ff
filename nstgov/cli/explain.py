"""`nstgov explain`, `rules`, `schema` and `completion`."""

from __future__ import annotations

import json
from typing import Any

import click

from nstgov.cli.completing import offer_codes, offer_kinds
from nstgov.cli.errors import WrongUse
from nstgov.cli.options import format_option
from nstgov.records.near_words import find_near_word


@click.command()
@click.argument("code", shell_complete=offer_codes())
@format_option("text", "json", "markdown")
def explain(code: str, form: str | None) -> None:
    """
    Show the page of a rule, by its CODE or name: the rule, why it is there, a bad and a good example.

    \b
    nstgov explain P01
    nstgov explain too-few-authors
    """
    from nstgov.report.rule_page import render_rule_markdown, render_rule_text, rule_to_dict
    from nstgov.rules import RULES, rule_named

    rule = rule_named(code)
    if rule is None:
        words = [word for known in RULES for word in (known.code, known.name)]
        near = find_near_word(code.upper() if len(code) <= 3 else code.lower(), words)
        raise WrongUse(f'there is no rule "{code}"', f"Did you mean {near}?" if near else "See them all: nstgov rules")
    if form == "json":
        click.echo(json.dumps(rule_to_dict(rule), ensure_ascii=False, indent=2))
    else:
        click.echo(render_rule_markdown(rule) if form == "markdown" else render_rule_text(rule), nl=False)


@click.command()
@format_option("text", "json")
def rules(form: str | None) -> None:
    """List all rules: code, lane, severity, and the rule in one sentence."""
    from nstgov.report.rule_page import render_rules_text, rule_to_dict
    from nstgov.rules import RULES

    if form == "json":
        click.echo(json.dumps([rule_to_dict(rule) for rule in RULES], ensure_ascii=False, indent=2))
    else:
        click.echo(render_rules_text(RULES), nl=False)


@click.command()
@click.argument("kind", required=False, shell_complete=offer_kinds())
@click.option("--example", is_flag=True, help="Print a whole record of that kind instead, with a remark for each key.")
def schema(kind: str | None, example: bool) -> None:
    """
    Print the JSON Schema (draft-07) of a KIND of record, or of all kinds by their names.

    Editors and other checkers can use it for the shape of a record; whether the rules of consent are kept is a
    question for `nstgov check`.
    """
    from nstgov.store.schema import build_all_schemas

    known: dict[str, dict[str, Any]] = build_all_schemas()
    if kind is not None and kind not in known:
        near = find_near_word(kind, known)
        hint = f"Did you mean {near}?" if near else f"The kinds are: {', '.join(known)}."
        raise WrongUse(f'there is no kind of record "{kind}"', hint)
    if example:
        click.echo(_find_example(kind, known), nl=False)
        return
    click.echo(json.dumps(known[kind] if kind else known, ensure_ascii=False, indent=2))


def _find_example(kind: str | None, known: dict[str, dict[str, Any]]) -> str:
    from nstgov.acts.annotated_example import annotate_record, choose_example
    from nstgov.author.new_movement import read_worked_example
    from nstgov.records.layout import KINDS

    if kind is None:
        raise WrongUse("an example is of one kind", f"Name it: nstgov schema KIND --example; {', '.join(known)}")
    sort = next(one for one in KINDS if one.name == kind)
    files = {path: content.decode("utf-8", "replace") for path, content in read_worked_example().items()}
    found = choose_example(sort, files)
    if found is None:
        raise WrongUse(f"{kind}: nobody writes these by hand", "A trusted workflow makes them; see nstgov schema.")
    return annotate_record(sort, *found, known[kind].get("description", ""))


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """
    Print what makes the Tab key complete commands, options and codes in your SHELL.

    \b
    bash:  nstgov completion bash >> ~/.bashrc
    zsh:   nstgov completion zsh >> ~/.zshrc
    fish:  nstgov completion fish > ~/.config/fish/completions/nstgov.fish
    """
    from click.shell_completion import get_completion_class

    from nstgov.cli.program import cli

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(cli, {}, "nstgov", "_NSTGOV_COMPLETE").source())
