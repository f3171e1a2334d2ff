# Fetches the nstgov that nstgov.pin names: itself by its commit, the libraries it stands on by their hashes.
#
#   bash prepare.sh judge    what judging needs
#   bash prepare.sh site     what making the site needs
#
# It then lies in $NSTGOV_PLACE (or $RUNNER_TEMP/nstgov), and is started as $NSTGOV_PLACE/bin/nstgov.
set -euo pipefail
purpose=$1
here=$(cd "$(dirname "$0")" && pwd)
place=${NSTGOV_PLACE:-${RUNNER_TEMP:?}/nstgov}

repository=$(sed -n 's/^repository=//p' "$here/nstgov.pin")
commit=$(sed -n 's/^commit=//p' "$here/nstgov.pin")
if [ -z "$repository" ] || ! [[ $commit =~ ^[0-9a-f]{40}([0-9a-f]{24})?$ ]]; then
  echo "Cannot judge: $here/nstgov.pin does not say yet which nstgov judges here." >&2
  echo "  Next: nstgov init --update --package REPOSITORY@COMMIT, and let that land on the default branch." >&2
  exit 3
fi

mkdir -p "$place/source" "$place/bin"
git init --quiet --bare "$place/git"
git -C "$place/git" fetch --quiet --no-tags --depth 1 -- "$repository" "$commit"
git -C "$place/git" archive "$commit" | tar -x -C "$place/source"

python3 -m venv "$place/python"
install() { "$place/python/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps "$@"; }
install --only-binary :all: -r "$place/source/requirements/$purpose.txt"
if [ "$purpose" = site ]; then
  # published as source only, and built by what has just been installed by its hash
  install --no-binary :all: --no-build-isolation -r "$place/source/requirements/site-from-source.txt"
fi
for packages in "$place"/python/lib/python3*/site-packages; do
  echo "$place/source" > "$packages/nstgov.pth"
done
# -I: nothing is taken from the folder it is started in, nor from the environment
printf '#!/bin/sh\nexec "%s" -I -m nstgov "$@"\n' "$place/python/bin/python" > "$place/bin/nstgov"
chmod +x "$place/bin/nstgov"
"$place/bin/nstgov" --version
