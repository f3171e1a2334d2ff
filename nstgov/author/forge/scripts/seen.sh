# Brings together what the forge saw, for confirm.sh: the event itself, or, after a review, what the forge answers about
# the two numbers that a workflow without any rights has handed over.
#
#   RUN          the run that handed them over; empty: the event itself tells
#   REPOSITORY   owner/name     HANDED   the folder where it is put     GH_TOKEN   for `gh`
set -euo pipefail
nstgov=${NSTGOV:-${NSTGOV_PLACE:-${RUNNER_TEMP:?}/nstgov}/bin/nstgov}

mkdir -p "$HANDED"
if [ -z "${RUN:-}" ]; then
  cp -- "$GITHUB_EVENT_PATH" "$HANDED/event.json"
  exit 0
fi
[[ $RUN =~ ^[0-9]+$ ]]
gh run download "$RUN" --repo "$REPOSITORY" --name nstgov-review --dir "$HANDED/numbers"
said=$("$nstgov" forge review "$HANDED/numbers")
read -r number review <<< "$said"
[[ $number =~ ^[0-9]+$ && $review =~ ^[0-9]+$ ]]
gh api "repos/$REPOSITORY/pulls/$number" > "$HANDED/pull.json"
gh api "repos/$REPOSITORY/pulls/$number/reviews/$review" > "$HANDED/said.json"
