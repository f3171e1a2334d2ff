#!/usr/bin/env bash
# Puts what is published as source only into a file of its own: it is installed last, built by what was pinned before it.
set -euo pipefail
cd "$(dirname "$0")/../requirements"

split() { awk -v want="$1" '/^[A-Za-z0-9]/ { source = ($0 ~ /^feedgen==/) } (source ? "source" : "wheel") == want' site.txt; }

split source > site-from-source.txt
split wheel > site.new
mv site.new site.txt
