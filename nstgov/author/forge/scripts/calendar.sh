# Keeps one issue for each thing that is due, overdue or about to end, and for each error in what stands on record:
# opens those that are missing, closes those whose matter is settled. Issues that somebody else opened are left alone.
#
#   REPOSITORY   owner/name     GH_TOKEN   for `gh`
set -euo pipefail
nstgov=${NSTGOV:-${NSTGOV_PLACE:-${RUNNER_TEMP:?}/nstgov}/bin/nstgov}
work=$(mktemp -d)

"$nstgov" check --calendar --format json > "$work/verdict.json"
"$nstgov" check --format json > "$work/standing.json" || [ $? -eq 1 ]
gh api --paginate --slurp "repos/$REPOSITORY/issues?labels=nstgov&state=open&per_page=100" > "$work/there.json"
"$nstgov" forge notices "$work/verdict.json" "$work/standing.json" --open "$work/there.json" > "$work/plan"
while IFS=$'\t' read -r what value; do
  case $what in
    open) gh api --silent --method POST "repos/$REPOSITORY/issues" --input - <<< "$value" ;;
    close) gh api --silent --method PATCH "repos/$REPOSITORY/issues/$value" -f state=closed -f state_reason=completed ;;
  esac
done < "$work/plan"
