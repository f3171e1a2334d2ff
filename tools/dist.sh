#!/usr/bin/env bash
# Makes the package, and tries it as somebody would who has nothing but pip: install, lay out the example, judge, publish.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD

echo "▸ Making the package in dist/"
rm -rf dist
.venv/bin/python -m build --outdir dist . > .venv/dist.log 2>&1 || { cat .venv/dist.log; exit 1; }
ls -l dist | awk 'NR > 1 { printf "  %-32s %5.0f kB\n", $NF, $5 / 1000 }'

empty=$(mktemp -d)
trap 'rm -rf "$empty"' EXIT
cd "$empty" # so that nothing is found by accident in the checkout

echo "▸ Judging with the plain package"
"$here/.venv/bin/python" -m venv plain
plain/bin/pip install -qq --disable-pip-version-check "$here"/dist/*.whl
plain/bin/nstgov --version
plain/bin/nstgov init --example example
plain/bin/nstgov -C example check

echo "▸ Making the site with nstgov[site]"
plain/bin/pip install -qq --disable-pip-version-check "$(echo "$here"/dist/*.whl)[site]"
plain/bin/nstgov -C example build --out site
test -s site/index.html && test -s site/guides/meet/index.html && test -s site/verify/index.html
