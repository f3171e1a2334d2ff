#!/usr/bin/env bash
# Makes .venv and installs what one purpose needs into it: `site` to judge and publish, `dev` to work on nstgov too.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=$1

newest_python() {
  for name in python3.14 python3.13 python3.12 python3.11 python3 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  echo "Python 3.11 or newer is needed, and none was found. https://www.python.org/downloads/ has it for every system." >&2
  exit 1
}

make_environment() {
  python=${PYTHON:-$(newest_python)}
  echo "▸ Making an environment in .venv with $("$python" --version)"
  if ! "$python" -m venv .venv > .venv.log 2>&1; then
    cat .venv.log >&2
    echo "Python's module venv is missing or incomplete. On Debian and Ubuntu: apt-get install python3-venv" >&2
    rm -rf .venv .venv.log
    exit 1
  fi
  rm -f .venv.log
}

# pip speaks of a hundred things; a newcomer wants to see that it moves and what it fetches
in_plain_words() {
  awk '
    /^Collecting /                     { sub(/[<>=!~;\[(].*/, "", $2); printf "    fetching %s\n", $2; fflush() }
    /^Installing collected packages:/  { print "    installing them"; fflush() }
    /^ERROR|^error:|^WARNING: Retry/   { print; fflush() }
  '
}

[ -x .venv/bin/python ] || make_environment
case $purpose in
  site) echo "▸ Fetching what the tool and the site need (about a minute the first time)" ;;
  dev) echo "▸ Fetching what working on nstgov needs (about two minutes the first time)" ;;
esac
.venv/bin/python -m pip install --disable-pip-version-check --editable ".[$purpose]" 2>&1 | in_plain_words

touch .venv/ready-for-site
if [ "$purpose" = dev ]; then touch .venv/ready-for-work; fi
