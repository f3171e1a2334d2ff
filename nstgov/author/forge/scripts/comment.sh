# Tells the verdict in one comment, which is kept up to date. What it is handed may have been made by anybody: numbers
# are numbers, a commit is a commit, and all text goes through nstgov, which escapes it.
#
#   HANDED   the folder with about.json and verdict.json     REPOSITORY   owner/name     GH_TOKEN   for `gh`
set -euo pipefail
nstgov=${NSTGOV:-${NSTGOV_PLACE:-${RUNNER_TEMP:?}/nstgov}/bin/nstgov}

number=$(jq -er '.number | select(type == "number" and . > 0 and . < 1e9 and . == floor)' "$HANDED/about.json")
head=$(jq -er '.head | select(type == "string" and test("^[0-9a-f]{40}([0-9a-f]{24})?$"))' "$HANDED/about.json")
[[ $number =~ ^[0-9]+$ ]]
current=$(gh api "repos/$REPOSITORY/pulls/$number" --jq .head.sha)
if [ "$current" != "$head" ]; then
  echo "The change has moved on; its newer verdict is told instead."
  exit 0
fi

body=$(mktemp)
"$nstgov" forge comment "$HANDED" > "$body"
mine='.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- nstgov -->"))) | .id'
known=$(gh api --paginate "repos/$REPOSITORY/issues/$number/comments?per_page=100" --jq "$mine" | sed -n 1p)
if [ -n "$known" ]; then
  gh api --silent --method PATCH "repos/$REPOSITORY/issues/comments/$known" -F "body=@$body"
else
  gh api --silent --method POST "repos/$REPOSITORY/issues/$number/comments" -F "body=@$body"
fi
