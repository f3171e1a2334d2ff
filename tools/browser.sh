#!/usr/bin/env bash
# The tests of the site need a real browser, Chromium; it is installed where that is possible, else this says how.
set -euo pipefail
cd "$(dirname "$0")/.."

found() { .venv/bin/python tests/browser.py > /dev/null 2>&1; }

from_debian() {
  command -v apt-get > /dev/null || return 1
  local as=()
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2> /dev/null || return 1
    as=(sudo -n)
  fi
  echo "▸ Installing Chromium for the tests of the site"
  "${as[@]}" apt-get update -qq && "${as[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core > .venv/browser.log 2>&1
}

from_playwright() {
  echo "▸ Fetching a Chromium for the tests of the site"
  timeout 300 .venv/bin/playwright install chromium > .venv/browser.log 2>&1
}

found && exit 0
from_debian && found && exit 0
from_playwright && found && exit 0
echo "The tests of the site need Chromium, and it could not be installed here (.venv/browser.log says why)." >&2
echo "Install it (Debian, Ubuntu: sudo apt-get install chromium), or name yours: export NSTGOV_CHROMIUM=/path/to/chrome" >&2
echo "Everything else can be tested without it: make test ARGS='--ignore=tests/publish'" >&2
exit 1
