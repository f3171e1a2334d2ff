"""Family O: objections that come after the decision."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.records import Movement, Objection
from nstgov.rules.rule import rule


@rule("O08", idea="M7")
def raised_beside_a_decided_proposal(movement: Movement) -> Iterator[Finding]:
    """
    Against what has been decided an objection is raised beside the decision.

    A proposal that was decided waits for nobody any more: an objection that is laid beside it then would be seen by
    nobody and answered by nobody. Beside the decision it does what it is for. The decision is under reconsideration
    from that day, everybody sees it, and there is a day by which the circle answers.

    Bad, a proposal that was decided months before:
    ```yaml title="proposals/orchard-charter/objections/ladders-lie-about/v1.yml"
    title: Ladders lie about
    authors: [aroha-ngata, diego-morales, hana-sato, ilona-kovacs]
    raised: 2026-11-20  # <- O08
    against: {version: 1, sha256: sha256(v1.yml)}
    important: Two children have climbed where nobody looked.
    reasons: The charter lets everybody leave a ladder at the tree where it was used last.
    entered_by: hana-sato
    ```
    Good, beside the decision:
    ```yaml title="decisions/orchard-charter/objections/ladders-lie-about/v1.yml"
    title: Ladders lie about
    authors: [aroha-ngata, diego-morales, hana-sato, ilona-kovacs]
    raised: 2026-11-20
    against: {sha256: sha256(decision.yml)}
    important: Two children have climbed where nobody looked.
    reasons: The charter lets everybody leave a ladder at the tree where it was used last.
    entered_by: hana-sato
    ```
    """
    for objection in movement.find_sound(Objection, "raised"):
        root, _, id_ = objection.target.partition("/")
        folder = movement.decisions.get(id_) if root == "proposals" else None
        decision = folder.decision if folder else None
        if decision is None or not movement.is_sound(decision, "decided") or objection.raised <= decision.decided:
            continue
        message = f"{id_} was decided on {decision.decided}, before this was raised"
        right = movement.sha256.get(decision.file)
        against = f" with `against: {{sha256: {right}}}`" if right else ""
        path = f"decisions/{id_}/objections/{objection.objection}/v{objection.number}.yml"
        yield Finding(
            objection.locate("raised"), message, f"Write it as {path}{against}.", (decision.locate("decided"),)
        )
