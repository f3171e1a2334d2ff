# Tells the verdict in one comment, which is kept up to date. What it is handed may have been made by anybody: numbers
# are numbers, a commit is a commit, and all text goes through nstgov, which escapes it.
#
#   HANDED   the folder with about.json and verdict.json     REPOSITORY   owner/name     GH_TOKEN   for `gh`
set -euo pipefail
nstgov=${NSTGOV:-${NSTGOV_PLACE:-${RUNNER_TEMP:?}/nstgov}/bin/nstgov}

read -r number head <<< "$("$nstgov" forge change "$HANDED")"
[[ $number =~ ^[0-9]+$ ]]
current=$(gh api "repos/$REPOSITORY/pulls/$number" --jq .head.sha)
if [ "$current" != "$head" ]; then
  echo "The change has moved on; its newer verdict is told instead."
  exit 0
fi

work=$(mktemp -d)
"$nstgov" forge comment "$HANDED" > "$work/body.md"
gh api --paginate --slurp "repos/$REPOSITORY/issues/$number/comments?per_page=100" > "$work/there.json"
known=$("$nstgov" forge ours "$work/there.json")
if [ -n "$known" ]; then
  gh api --silent --method PATCH "repos/$REPOSITORY/issues/comments/$known" -F "body=@$work/body.md"
else
  gh api --silent --method POST "repos/$REPOSITORY/issues/$number/comments" -F "body=@$work/body.md"
fi
