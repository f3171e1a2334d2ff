"""Which forge keeps a record, and the address at which it takes a new file."""

from __future__ import annotations

from urllib.parse import urlsplit

BRANCH = "main"
"""The branch that new records go to; the forge makes a branch of its own from it for whoever may not write there."""
LONGEST = 8000
"""Bytes of an address that forges and browsers still take; beyond, it goes by copy and paste."""
_FORGEJO = ("codeberg.org", "forgejo", "gitea")
"""What the host of a Forgejo or Gitea is called; both fill `filename` and `value` in (Gitea's pull request 16556)."""


def describe_forge(repository: str | None) -> dict[str, str | int]:
    """
    The kind of forge, its page of the repository, and the address of its new-file page.

    `kind` is github, forgejo, gitlab (it fills in the name, not the text), other, or none without a repository.
    """
    if not repository:
        return {"kind": "none", "page": "", "new": "", "longest": LONGEST}
    page = repository.rstrip("/").removesuffix(".git")
    kind = _find_forge_kind(urlsplit(page).hostname or "")
    return {"kind": kind, "page": page, "new": page + _NEW.get(kind, ""), "longest": LONGEST}


_NEW = {"github": f"/new/{BRANCH}", "forgejo": f"/_new/{BRANCH}/", "gitlab": f"/-/new/{BRANCH}"}


def _find_forge_kind(host: str) -> str:
    if host in ("github.com", "www.github.com"):
        return "github"
    if any(name in host for name in _FORGEJO):
        return "forgejo"
    return "gitlab" if "gitlab" in host else "other"
