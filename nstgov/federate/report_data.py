"""What a look at all repositories came to, as plain data: stable, documented, and the same from every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from nstgov.federate.chains import FarDecision
from nstgov.federate.federation import TOP, Federation, Repository
from nstgov.federate.findings import FederationFinding
from nstgov.federate.totals import Totals, count_heard, find_top_circle, total_below, total_of
from nstgov.findings import RULES_VERSION, count_by_severity
from nstgov.records import BETWEEN

Report = dict[str, Any]


def make_report(
    federation: Federation, findings: Iterable[FederationFinding], decisions: Iterable[FarDecision], as_of: date
) -> Report:
    """Everything that was found, folded and judged, as of a day."""
    told = list(findings)
    return {
        "as_of": as_of.isoformat(),
        "rules": RULES_VERSION,
        "counts": dict(count_by_severity(one.diagnostic for one in told)),
        "findings": [_describe_finding(one) for one in told],
        "totals": _describe_totals(total_below(federation, TOP)),
        "heard": _describe_heard(federation, federation[TOP]),
        "repositories": [_describe_repository(federation, one, as_of) for _, one in sorted(federation.items())],
        "decisions": [_describe_decision(one) for one in decisions],
        "stuck": sorted(_yield_stuck(federation)),
    }


def _describe_finding(found: FederationFinding) -> dict[str, Any]:
    one = found.diagnostic
    return {
        "repository": found.repository,
        "code": one.code,
        "name": one.name,
        "severity": one.severity,
        "file": one.place.file,
        "line": one.place.line,
        "column": one.place.column,
        "message": one.message,
        "help": one.help,
    }


def _describe_totals(totals: Totals) -> dict[str, Any]:
    return {
        **totals._asdict(),
        "decisions": dict(totals.decisions),
        "proposals": dict(totals.proposals),
        "care": dict(totals.care),
    }


def _describe_heard(federation: Federation, repository: Repository) -> dict[str, Any] | None:
    """In which circle a repository meets, and how many circles and people below are heard there."""
    top = find_top_circle(repository)
    if top is None or repository.summary is None:
        return None
    heard = count_heard(federation, repository.path, top)
    return {"circle": top, "circles": heard.circles, "people": heard.people}


def _describe_repository(federation: Federation, one: Repository, as_of: date) -> dict[str, Any]:
    """One repository: how it was found, what it has itself, and what it has with all below it."""
    summary, folder = one.summary, one.folder
    seen = [snapshot for snapshot in folder.snapshots if snapshot.date <= as_of] if folder else []
    last = seen[-1] if seen else None
    return {
        "path": one.path,
        "name": folder.region.name if folder else summary["movement"] if summary else "",
        "state": one.answer.state,
        "said": one.answer.said,
        "errors": one.answer.errors,
        "first_errors": list(one.answer.first_errors),
        "commit": one.answer.commit or None,
        "site": summary["site"] if summary else None,
        "joins": folder.region.joins if folder else None,
        "seen": last.date.isoformat() if last else None,
        "seen_days_ago": (as_of - last.date).days if last else None,
        "seen_commit": last.commit if last else None,
        "sits": _find_sitting(federation, one),
        "heard": _describe_heard(federation, one),
        "itself": _describe_totals(total_of(one)),
        "with_all_below": _describe_totals(total_below(federation, one.path)),
    }


def _find_sitting(federation: Federation, one: Repository) -> list[list[str]]:
    """Who sits above for a region, and until when, as the repository above tells."""
    above = federation[one.above].summary if one.folder else None
    rows = (
        region for region in (above["regions"] if above else ()) if one.folder and region["region"] == one.folder.id
    )
    return next((region["sits"] for region in rows), [])


def _describe_decision(one: FarDecision) -> dict[str, Any]:
    """A decision that affects circles of several repositories: who took part in it, and where somebody was missing."""
    missing = {circle for circle, _ in one.gaps}
    part = [circle for circle in one.affects if circle not in missing and circle not in one.unknown]
    return {
        "repository": one.repository,
        "decision": one.decision,
        "stage": one.stage,
        "decided": one.decided,
        "took_part": part,
        "gaps": [{"circle": circle, "message": message} for circle, message in one.gaps],
        "not_known": list(one.unknown),
    }


def _yield_stuck(federation: Federation) -> Iterator[list[Any]]:
    """Where a way upwards ends: repository, circle, the one above, why, since (empty: not known), people behind it."""
    for path, one in federation.items():
        for circle, parent, why, since, _, people in one.summary["breaks"] if one.summary else ():
            yield [path, circle, parent, why, since, people]
        for region in one.summary["regions"] if one.summary else ():
            below = f"{path}{BETWEEN}{region['region']}" if path else region["region"]
            if not region["sits"] and below in federation:
                people = total_below(federation, below).people
                yield [
                    path,
                    f"{region['region']}{BETWEEN}{region['circle']}",
                    region["joins"],
                    "nobody sent",
                    "",
                    people,
                ]
