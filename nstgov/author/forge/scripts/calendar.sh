# Keeps one issue for each thing that is due, overdue or about to end: opens those that are missing, closes those whose
# matter is settled. Issues that somebody else opened are left alone.
#
#   REPOSITORY   owner/name     GH_TOKEN   for `gh`
set -euo pipefail
nstgov=${NSTGOV:-${NSTGOV_PLACE:-${RUNNER_TEMP:?}/nstgov}/bin/nstgov}
work=$(mktemp -d)

"$nstgov" check --calendar --format json > "$work/verdict.json"
mine='.[] | select((.pull_request | not) and .user.login == "github-actions[bot]") | {number, body}'
gh api --paginate "repos/$REPOSITORY/issues?labels=nstgov&state=open&per_page=100" --jq "$mine" | jq -s . > "$work/open.json"
"$nstgov" forge notices "$work/verdict.json" --open "$work/open.json" > "$work/plan.json"
jq -c '.open[]' "$work/plan.json" | while IFS= read -r notice; do
  gh api --silent --method POST "repos/$REPOSITORY/issues" --input - <<< "$notice"
done
jq -r '.close[]' "$work/plan.json" | while IFS= read -r number; do
  gh api --silent --method PATCH "repos/$REPOSITORY/issues/$number" -f state=closed -f state_reason=completed
done
