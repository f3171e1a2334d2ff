"""python count.py N SEED: movements in which the judge, the proof and the stage disagree."""

import sys
from collections import Counter
from datetime import date
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies as st
from tests.properties.hasty import hasty
from tests.properties.honest import honest
from tests.properties.merging import merged
from tests.properties.stories import wild
from tests.properties.tampering import tampered
from tests.properties.test_damage import DAMAGES
from tests.record import check_files, movement_from, tree_of
from nstgov.lifecycle import decision_on
from nstgov.report.why import why
import nstgov.lifecycle as L

MAKING = frozenset("A10 C06 D01 D02 D03 D04 D05 D06 D15 E01 E02 E03 E04 E05 E08 P01 P03 P05 T01".split())
NEW = hasattr(L, "validity_of")
LATER = date(2026, 12, 1)
N, SEED = int(sys.argv[1]), int(sys.argv[2])
count = Counter()


def speaks(m, id_, f):
    folder = m.decisions[id_]
    rec = folder.election or folder.decision
    if f.severity != "error":
        return False
    if f.place.file == rec.file:
        return f.code in MAKING or f.code.startswith("Y")
    return (
        bool(folder.decision) and f.place.file == f"proposals/{id_}/v{folder.decision.version}.yml" and f.code in MAKING
    )


def one(kind, files):
    m, v = movement_from(tree_of(files)), check_files(files)
    bad = set()
    any_invalid = False
    for id_, folder in m.decisions.items():
        state = decision_on(m, id_, LATER)
        if folder.election is None and (state is None or state.stage == "imported"):
            continue
        judge = not any(speaks(m, id_, f) for f in v.diagnostics)
        any_invalid |= not judge
        r = why(m, id_, LATER, v)
        if folder.election and not NEW:
            continue
        proof = r is not None and r.holds is True
        stage = (L.term_stage(m, id_, LATER) != "not valid") if folder.election else state.stage != "not valid"
        if judge != proof:
            bad.add("judge/why")
        if judge != stage:
            bad.add("judge/stage")
        if proof != stage:
            bad.add("why/stage")
    count[kind, "movements"] += 1
    count[kind, "with something not valid"] += any_invalid
    count[kind, "disagree"] += bool(bad)
    for b in bad:
        count[kind, b] += 1
    if bad and NEW:
        print(kind, bad)
        print({k: v for k, v in files.items()} if kind == "damaged" else "")


opts = settings(
    max_examples=max(1, N // 6),
    phases=[Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
for kind, strategy in (
    ("honest", honest()),
    ("hasty", hasty()),
    ("tampered", tampered()),
    ("wild", wild()),
    ("merged", merged()),
):

    @seed(SEED)
    @opts
    @given(strategy)
    def run(tale):
        one(kind, tale.texts())

    run()


@seed(SEED)
@opts
@given(st.one_of(honest(), hasty()), st.data())
def damaged(tale, data):
    files = {**tale.texts()}
    path, damage = data.draw(st.sampled_from(sorted(files))), data.draw(st.sampled_from(DAMAGES))
    files[path] = damage(str(files[path]))
    one("damaged", files)


damaged()
total = Counter()
for (kind, what), n in sorted(count.items()):
    print(f"{kind:10} {what:28} {n}")
    total[what] += n
print(dict(total))
