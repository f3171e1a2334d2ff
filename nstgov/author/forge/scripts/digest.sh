# Sends what happened in the last seven days and what comes next, as one letter; where nothing did, nothing is sent.
#
#   bash digest.sh issue      opens an issue        REPOSITORY   owner/name     GH_TOKEN   for `gh`
#   bash digest.sh webhook    sends it to a chat    WEBHOOK      an https address that takes {"text": "…"}
set -euo pipefail
way=$1
nstgov=${NSTGOV:-${NSTGOV_PLACE:-${RUNNER_TEMP:?}/nstgov}/bin/nstgov}
work=$(mktemp -d)
since=${SINCE:-$(date --utc --date '7 days ago' +%F)}

"$nstgov" digest --since "$since" --format json > "$work/digest.json"
if jq --exit-status '.happened == []' "$work/digest.json" > "$work/is-empty"; then
  echo "Nothing happened since $since; nothing is sent."
  exit 0
fi
case $way in
  issue)
    "$nstgov" digest --since "$since" --format markdown | sed 1d > "$work/letter"
    jq --raw-output .title "$work/digest.json" > "$work/title"
    jq --null-input --rawfile title "$work/title" --rawfile body "$work/letter" \
      '{title: ($title | rtrimstr("\n") | .[:200]), body: $body[:60000], labels: ["nstgov-digest"]}' \
      | gh api --silent --method POST "repos/$REPOSITORY/issues" --input -
    ;;
  webhook)
    if [[ ${WEBHOOK:-} != https://* ]]; then
      echo "There is no webhook: write its https address into the secret NSTGOV_WEBHOOK of this environment." >&2
      exit 1
    fi
    "$nstgov" digest --since "$since" --format text > "$work/letter"
    jq --null-input --rawfile text "$work/letter" '{text: $text[:15000]}' > "$work/message"
    # the address is a secret: it is read from a pipe, and no list of processes shows it
    curl --config <(printf 'url = "%s"\n' "$WEBHOOK") --fail --silent --show-error --proto =https --max-time 60 \
      --header 'Content-Type: application/json' --data-binary "@$work/message" --output "$work/answer"
    ;;
  *)
    echo "Say how it goes: issue or webhook." >&2
    exit 2
    ;;
esac
