# Takes the records out of an issue and proposes those that are sound, in the name of whoever opened it; what is missing
# is answered there. It is started in a checkout of the default branch, which it leaves as it is. The issue is read from
# the event's file by nstgov; numbers are numbers here, and every text goes through a file.
#
#   REPOSITORY   owner/name     SERVER   https://github.com     BRANCH   the default branch
#   GH_TOKEN     for `gh` and for pushing     GITHUB_EVENT_PATH   what the forge tells of the issue
set -euo pipefail
nstgov=${NSTGOV:-${NSTGOV_PLACE:-${RUNNER_TEMP:?}/nstgov}/bin/nstgov}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
most_each=10 # records of one account that wait at once
most=100

with_token='!f() { echo username=x-access-token; echo "password=$GH_TOKEN"; }; f'
forge() { git -c core.hooksPath=/dev/null -c credential.helper= -c "credential.helper=$with_token" "$@"; }
answer() { gh api --silent --method POST "repos/$REPOSITORY/issues/$number/comments" -F "body=@$1"; }
waiting() { gh api "repos/$REPOSITORY/git/matching-refs/heads/nstgov/records/$1?per_page=100" --jq length; }

host=${SERVER#*://}
said=$("$nstgov" forge issue "$GITHUB_EVENT_PATH" --repository "$REPOSITORY" --forge "$host" --out "$work/made")
read -r number account login sound <<< "$said"
[[ $number =~ ^[1-9][0-9]*$ && $account =~ ^[1-9][0-9]*$ && $sound =~ ^[0-9]+$ ]]
[[ $login =~ ^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$ ]] || login=
if [ "$sound" = 0 ]; then answer "$work/made/answer.md"; exit 0; fi
if [ "$(waiting "$account-")" -ge "$most_each" ] || [ "$(waiting "")" -ge "$most" ]; then
  answer "$work/made/wait.md"
  exit 0
fi

base=$(git rev-parse --verify 'HEAD^{commit}')
export GIT_INDEX_FILE=$work/index
git read-tree "$base"
while IFS= read -r -d '' path; do
  blob=$(git hash-object -w --no-filters -- "$work/made/files/$path")
  git update-index --add --cacheinfo "100644,$blob,$path"
done < <(cd "$work/made/files" && find . -type f -printf '%P\0')
tree=$(git write-tree)
unset GIT_INDEX_FILE
name=${login:-account-$account}
made=$(GIT_AUTHOR_NAME=$name GIT_AUTHOR_EMAIL="$account+$name@users.noreply.$host" \
  GIT_COMMITTER_NAME=nstgov GIT_COMMITTER_EMAIL=nstgov@localhost git commit-tree "$tree" -p "$base" -F "$work/made/message")

# judged as brought by whoever opened the issue, before anything is kept
mkdir "$work/told"
code=0
"$nstgov" check --base "$base" --head "$made" "--brought-by=$account" "--account-name=$login" "--forge=$host" \
  --format json > "$work/told/verdict.json" 2> "$work/told/trouble.txt" || code=$?
if [ "$code" != 0 ]; then
  if [ "$code" != 1 ]; then : > "$work/told/verdict.json"; fi
  "$nstgov" forge comment "$work/told" > "$work/answer.md"
  answer "$work/answer.md"
  if [ "$code" = 1 ]; then exit 0; fi
  exit "$code"
fi

branch=nstgov/records/$account-$number
forge push --quiet origin "$made:refs/heads/$branch"
gh api --silent --method POST "repos/$REPOSITORY/statuses/$made" -f state=success -f "context=The rules of consent" \
  -f "description=Judged as brought by the account $account"
if proposed=$(gh api --method POST "repos/$REPOSITORY/pulls" -F "title=@$work/made/title" -f "head=$branch" \
  -f "base=$BRANCH" -F "body=@$work/made/body.md" --jq .number) && [[ $proposed =~ ^[0-9]+$ ]]; then
  cat "$work/made/answer.md" > "$work/answer.md"
  printf '\n#%s\n' "$proposed" >> "$work/answer.md"
else
  cat "$work/made/by-hand.md" > "$work/answer.md"
  printf '\n%s/%s/compare/%s...%s?expand=1\n' "$SERVER" "$REPOSITORY" "$BRANCH" "$branch" >> "$work/answer.md"
fi
answer "$work/answer.md"
