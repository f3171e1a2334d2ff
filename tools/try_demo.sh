#!/usr/bin/env bash
# Does what the README asks a newcomer to do first, and looks whether the site is really there.
set -euo pipefail
cd "$(dirname "$0")/.."
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
log=$(mktemp)

set -m # the demo gets a process group of its own, so that all of it can be ended
make demo PORT="$port" > "$log" 2>&1 &
demo=$!
trap 'kill -INT -- -$demo 2> /dev/null || true; wait $demo 2> /dev/null || true; rm -f "$log"' EXIT

for _ in $(seq 300); do
  if python3 - "$port" 2> /dev/null << 'EOF2'
import sys, urllib.request
page = urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/", timeout=5).read().decode()
sys.exit("<h1" not in page)
EOF2
  then
    sed 's/^/  /' "$log"
    echo "  The home page is there."
    exit 0
  fi
  kill -0 $demo 2> /dev/null || break
  sleep 1
done
cat "$log"
echo "make demo did not come up." >&2
exit 1
