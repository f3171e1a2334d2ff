# Judges what a proposed change adds to the record. It is started in a checkout of the default branch, which it leaves
# as it is: the change is fetched as git objects and read; nothing of it is checked out, installed or run.
#
#   HEAD_REF   where the forge keeps the change: refs/pull/7/head; empty: HEAD is fetched by its id
#   HEAD       the commit that is judged; empty: whatever HEAD_REF is at
#   BASE       the commit it is judged against; empty: that of this checkout
#   BROUGHT_BY       the number of the account that proposes it, as the forge tells; needed with HEAD_REF
#   BROUGHT_BY_NAME  the name of that account     SERVER   the forge, such as https://github.com
#   OUT        a folder for the verdict, to be told in a comment; empty: none is kept
#   FORMAT     github: annotations and a job summary; text
set -euo pipefail
nstgov=${NSTGOV:-${NSTGOV_PLACE:-${RUNNER_TEMP:?}/nstgov}/bin/nstgov}
form=${FORMAT:-text}

cannot_judge() {
  printf 'Cannot judge: %s\n  Next: %s\n' "$1" "$2" >&2
  if [ -n "${OUT:-}" ] && [ -d "$OUT" ]; then printf 'Cannot judge: %s\nNext: %s\n' "$1" "$2" > "$OUT/trouble.txt"; fi
  exit 3
}
is_commit() { [[ $1 =~ ^[0-9a-f]{40}([0-9a-f]{24})?$ ]]; }
fetch() { git -c core.hooksPath=/dev/null fetch --quiet --no-tags --no-recurse-submodules --no-write-fetch-head origin "$1"; }

who=()
if [ -n "${BROUGHT_BY:-}" ]; then
  [[ $BROUGHT_BY =~ ^[1-9][0-9]{0,14}$ ]] || cannot_judge "who brings this is not told by a number" "start this again"
  host=${SERVER:-}
  host=${host#*://}
  [[ $host =~ ^[A-Za-z0-9.:/_-]{0,300}$ ]] || cannot_judge "the forge is not named by its host" "start this again"
  name=${BROUGHT_BY_NAME:-}
  # programs have names that no person's account can have
  [[ $name =~ ^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$ ]] || name=
  who=("--brought-by=$BROUGHT_BY" "--account-name=$name" "--forge=$host")
elif [ -n "${HEAD_REF:-}" ]; then
  cannot_judge "it is not told by whose account this is brought" "bring the workflow up to date: nstgov init --update"
fi

ref=${HEAD_REF:-}
head=${HEAD:-}
base=${BASE:-}
[ -z "$head" ] || is_commit "$head" || cannot_judge "the change is not named by a commit" "start this again"
[ -z "$base" ] || is_commit "$base" || cannot_judge "the base is not named by a commit" "start this again"
if [ -n "$ref" ]; then
  [[ $ref =~ ^refs/(pull|merge-requests)/([0-9]+)/head$ ]] || cannot_judge "this is no proposed change" "start this again"
  if [ -n "${OUT:-}" ] && [ -n "$head" ]; then
    mkdir -p "$OUT"
    printf '{"number": %s, "head": "%s"}\n' "${BASH_REMATCH[2]}" "$head" > "$OUT/about.json"
    : > "$OUT/verdict.json"
  fi
  fetch "+$ref:refs/nstgov/head" || cannot_judge "the forge did not give the change" "start this again"
  at=$(git rev-parse --verify --quiet 'refs/nstgov/head^{commit}') || cannot_judge "the change is no commit" "push it again"
  head=${head:-$at}
  [ "$at" = "$head" ] || cannot_judge "the change has moved on since this began" "nothing; what is newer is judged by a run of its own"
else
  [ -n "$head" ] || cannot_judge "no change is named" "start this again"
  fetch "$head" || cannot_judge "the forge did not give the change" "start this again"
fi
if [ -n "$base" ]; then
  fetch "$base" || cannot_judge "the forge did not give the base" "start this again"
else
  base=$(git rev-parse --verify 'HEAD^{commit}')
fi

if [ -n "${OUT:-}" ] && [ -d "$OUT" ]; then
  "$nstgov" check --base "$base" --head "$head" "${who[@]}" --format json > "$OUT/verdict.json" 2> "$OUT/trouble.txt" || true
fi
"$nstgov" check --base "$base" --head "$head" "${who[@]}" --format "$form"
