#!/usr/bin/env bash
# Does what the README asks a newcomer to do first, and looks whether the site is really there.
set -euo pipefail
cd "$(dirname "$0")/.."
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
log=$(mktemp)

end_demo() { # as Ctrl+C does; what does not hear it is ended after ten seconds
  kill -INT -- -"$demo" || true
  for _ in $(seq 50); do
    kill -0 -- -"$demo" || break
    sleep 0.2
  done
  kill -KILL -- -"$demo" || true
  wait "$demo" || true
  rm -f "$log"
} 2> /dev/null

# the demo hears Ctrl+C also where this script was started so that it does not, as in the background of another one
hearing='import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])'
set -m # the demo gets a process group of its own, so that all of it can be ended
python3 -c "$hearing" make demo PORT="$port" > "$log" 2>&1 &
demo=$!
trap end_demo EXIT

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
