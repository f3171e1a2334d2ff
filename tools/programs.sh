#!/usr/bin/env bash
# The tests look at the site in a real browser and hold signatures against ssh-keygen. Chromium and OpenSSH are installed
# where that is possible; else this says how.
set -euo pipefail
cd "$(dirname "$0")/.."
log=.venv/programs.log

browser_found() { .venv/bin/python tests/browser.py > /dev/null 2>&1; }
openssh_found() { command -v ssh-keygen > /dev/null; }

from_debian() {
  command -v apt-get > /dev/null || return 1
  local as=()
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2> /dev/null || return 1
    as=(sudo -n)
  fi
  echo "▸ Installing $* for the tests"
  "${as[@]}" apt-get update -qq > "$log" 2>&1 &&
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >> "$log" 2>&1
}

from_playwright() {
  echo "▸ Fetching a Chromium for the tests of the site"
  timeout 300 .venv/bin/playwright install chromium >> "$log" 2>&1
}

if ! openssh_found && ! { from_debian openssh-client && openssh_found; }; then
  echo "The tests of signatures need ssh-keygen, and it could not be installed here." >&2
  echo "Install OpenSSH (Debian, Ubuntu: sudo apt-get install openssh-client) and run this again." >&2
  exit 1
fi

if ! browser_found && ! { from_debian chromium fonts-dejavu-core && browser_found; } &&
  ! { from_playwright && browser_found; }; then
  echo "The tests of the site need Chromium, and it could not be installed here ($log says why)." >&2
  echo "Install it (Debian, Ubuntu: sudo apt-get install chromium), or name yours: export NSTGOV_CHROMIUM=/path/to/chrome" >&2
  echo "All else can be tested without it: .venv/bin/pytest --ignore=tests/publish" >&2
  exit 1
fi
