# Makes confirmations of what the forge saw, signs them with the registrar's key, keeps them on a branch of their own
# and, once what they confirm has landed, proposes them. It is started in a checkout of the default branch, which it
# leaves as it is; nothing of a change is checked out, installed or run.
#
#   HANDED          the folder that seen.sh filled     REPOSITORY   owner/name     SERVER   https://github.com
#   BRANCH          the default branch                 GH_TOKEN     for `gh` and for pushing
#   REGISTRAR_KEY   the secret key whose public half is a registrar's in the ground rules
set -euo pipefail
nstgov=${NSTGOV:-${NSTGOV_PLACE:-${RUNNER_TEMP:?}/nstgov}/bin/nstgov}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

leave() { echo "$1"; exit 0; }
with_token='!f() { echo username=x-access-token; echo "password=$GH_TOKEN"; }; f'
forge() { git -c core.hooksPath=/dev/null -c credential.helper= -c "credential.helper=$with_token" "$@"; }
fetch() { forge fetch --quiet --no-tags --no-recurse-submodules --no-write-fetch-head origin "$1"; }

if [ -z "${REGISTRAR_KEY:-}" ]; then leave "No registrar's key is set up here, so nothing is confirmed."; fi
(umask 077 && printf '%s\n' "$REGISTRAR_KEY" > "$work/key")
unset REGISTRAR_KEY
key=$(ssh-keygen -y -f "$work/key" | cut -d ' ' -f 1,2)
registrar=$("$nstgov" keys | awk -v key="$key" '$2 ~ /:\*\.confirmation\.yml"$/ && $3 " " $4 == key { print $1; exit }')
if [ -z "$registrar" ]; then
  echo "The ground rules name no registrar with this key." >&2
  echo "  Next: let an edition land that does, or give the key that they name." >&2
  exit 3
fi

said=$("$nstgov" forge seen "$HANDED" --repository "$REPOSITORY")
if [ -z "$said" ]; then leave "There is nothing to confirm."; fi
read -r number commit stage before <<< "$said"
[[ $number =~ ^[0-9]+$ && $commit =~ ^[0-9a-f]{40}([0-9a-f]{24})?$ && $before =~ ^([0-9a-f]{40}([0-9a-f]{24})?)?$ ]]
if [ "$stage" = closed ]; then leave "The change was closed without landing, so there is nothing to confirm."; fi
fetch "+refs/pull/$number/head:refs/nstgov/head"
if [ "$(git rev-parse refs/nstgov/head)" != "$commit" ]; then leave "The change has moved on since; its newer state is looked at instead."; fi

# a push says yes to what it brought, not to what lay there before it
if [ -n "$before" ]; then fetch "$before" 2> "$work/said" || echo "The forge no longer has the commit before this push."; fi

# others may write to the branch at the same time: whoever comes second begins again with what is there then
branch=refs/heads/nstgov/confirmations/$number
for try in 1 2 3; do
  rm -rf "$work/files" "$work/index"
  fetch "+refs/heads/$BRANCH:refs/nstgov/base"
  base=$(git rev-parse --verify 'refs/nstgov/base^{commit}')
  git update-ref -d refs/nstgov/kept
  fetch "+$branch:refs/nstgov/kept" 2> "$work/said" || grep -q "couldn't find remote ref" "$work/said"
  kept=$(git rev-parse --verify --quiet 'refs/nstgov/kept^{commit}' || true)
  "$nstgov" forge confirm "$HANDED" --repository "$REPOSITORY" --forge "${SERVER#*://}" --base "$base" --kept "$kept" \
    --out "$work/files" > "$work/new"
  while IFS=$'\t' read -r path namespace; do
    ssh-keygen -q -Y sign -f "$work/key" -n "$namespace" "$work/files/$path"
    mv -- "$work/files/$path.sig" "$work/files/$path.$registrar.sig"
  done < "$work/new"
  if [ -z "$(find "$work/files" -type f 2> "$work/said" || true)" ]; then
    if [ -n "$kept" ]; then forge push --quiet --force-with-lease="$branch:$kept" origin ":$branch"; fi
    leave "There is nothing to confirm."
  fi

  export GIT_INDEX_FILE=$work/index
  git read-tree "$base"
  while IFS= read -r -d '' path; do
    blob=$(git hash-object -w --no-filters -- "$work/files/$path")
    git update-index --add --cacheinfo "100644,$blob,$path"
  done < <(cd "$work/files" && find . -type f -printf '%P\0')
  tree=$(git write-tree)
  unset GIT_INDEX_FILE
  made=$(git -c user.name=nstgov -c user.email=nstgov@localhost commit-tree "$tree" -p "$base" -m "Confirmations for #$number")
  if forge push --quiet --force-with-lease="$branch:$kept" origin "$made:$branch"; then break; fi
  if [ "$try" = 3 ]; then echo "The confirmations could not be kept. Next: start this run again." >&2; exit 3; fi
done
if [ "$stage" = open ]; then leave "The confirmations wait until what they confirm has landed."; fi

# what this token writes starts no other workflow, so the judge is asked here, and its verdict told
proposed=$(gh api "repos/$REPOSITORY/pulls?state=open&head=${REPOSITORY%%/*}:${branch#refs/heads/}" --jq length)
if [ "$proposed" = 0 ]; then
  gh api --silent --method POST "repos/$REPOSITORY/pulls" -f "title=Confirmations for #$number" \
    -f "head=${branch#refs/heads/}" -f "base=$BRANCH" \
    -f "body=Members said yes to #$number with their own accounts. These files say so beside its records."
fi
state=failure
if HEAD_REF='' HEAD=$made BASE=$base OUT='' FORMAT=github bash "$here/judge.sh"; then state=success; fi
gh api --silent --method POST "repos/$REPOSITORY/statuses/$made" -f "state=$state" -f "context=The rules of consent" \
  -f "description=Judged where they were made"
[ "$state" = success ]
