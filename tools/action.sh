#!/usr/bin/env bash
# The two steps of action.yml. Everything they are given comes through the environment.
set -euo pipefail
place=${RUNNER_TEMP:?}/nstgov-action

case $1 in
  prepare)
    python3 -m venv "$place"
    "$place/bin/python" -m pip install --quiet --disable-pip-version-check \
      --require-hashes --only-binary :all: --no-deps -r "$ACTION/requirements/judge.txt"
    for packages in "$place"/lib/python3*/site-packages; do
      (cd "$ACTION" && pwd) > "$packages/nstgov.pth"
    done
    ;;
  check)
    arguments=(-C "$FOLDER" check --format "${FORMAT:-github}")
    if [ -n "$BASE" ]; then arguments+=("--base=$BASE" "--head=$HEAD"); fi
    if [ "$CALENDAR" = true ]; then arguments+=(--calendar); fi
    nstgov=("$place/bin/python" -I -m nstgov)
    if [ -n "${NSTGOV:-}" ]; then nstgov=("$NSTGOV"); fi
    exec "${nstgov[@]}" "${arguments[@]}"
    ;;
  *)
    echo "action.sh prepare | check" >&2
    exit 2
    ;;
esac
