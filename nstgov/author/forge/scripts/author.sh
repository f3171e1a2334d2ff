# Prints by whose account a merge request is brought: the number and the name, as GitLab itself answers. Whoever starts a
# pipeline may be somebody else, so what GitLab tells of that person is not taken. The record is public, so no token is
# needed to ask.
#
#   CI_API_V4_URL  CI_MERGE_REQUEST_PROJECT_ID  CI_MERGE_REQUEST_IID   as GitLab sets them
set -euo pipefail
if ! [[ $CI_MERGE_REQUEST_PROJECT_ID =~ ^[0-9]+$ && $CI_MERGE_REQUEST_IID =~ ^[0-9]+$ ]]; then
  echo "Cannot judge: no merge request is named." >&2
  exit 3
fi
python3 -I - "$CI_API_V4_URL/projects/$CI_MERGE_REQUEST_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID" << 'END'
import json
import re
import sys
import urllib.request

try:
    with urllib.request.urlopen(sys.argv[1], timeout=60) as answer:
        author = json.load(answer)["author"]
    number, name = int(author["id"]), str(author["username"])
    if number < 1 or not re.fullmatch("[A-Za-z0-9._-]{1,255}", name):
        raise ValueError(name)
except (OSError, ValueError, KeyError, TypeError) as fault:
    print(f"Cannot judge: GitLab does not tell who brings this ({type(fault).__name__}).", file=sys.stderr)
    print("  Next: start this again; the project and its merge requests must be public.", file=sys.stderr)
    sys.exit(3)
print(number, name)
END
