"""The desk as an application: the site, pages of its own, and what a form may ask of it."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route, Router
from starlette.types import ASGIApp

from nstgov.author.letterbox import LONGEST_MESSAGE, read_letters
from nstgov.author.record_commits import CannotCommit
from nstgov.author.safe_writer import LinkInTheWay, PathTaken
from nstgov.desk.committing import ChangeMaker
from nstgov.desk.desk_messages import list_desk_words
from nstgov.desk.desk_pages import DESK_SCRIPT, PAGES, render_desk_page
from nstgov.desk.drafts import RefusedDraft, read_drafts
from nstgov.desk.guard import TooLong, read_json, refuse
from nstgov.desk.journal import Bundle
from nstgov.desk.judging import Judgement
from nstgov.desk.letters import LetterReader
from nstgov.desk.saving import NotNow, RecordKeeper, read_plain_file
from nstgov.publish.site_files import FRESH, ChangeNotifier, SiteFiles
from nstgov.report.json_report import describe_finding
from nstgov.store.git import GitError
from nstgov.store.tree import MissingRecord

API = "/-/desk/"
LONGEST_FINDINGS = 50
"""Findings that are told in one answer."""
Ask = Callable[[Any], Any]
"""What a page asks, answered with what can be told as JSON."""


class Desk:
    """Answers what the pages of the desk ask."""

    def __init__(self, keeper: RecordKeeper, changes: ChangeMaker, letters: LetterReader, folder: Path) -> None:
        """`folder` is where the built site lies."""
        self.keeper, self.changes, self.letters, self.folder = keeper, changes, letters, folder

    def tell_state(self, _given: Any = None) -> dict[str, Any]:
        """What was saved and can be taken back, and what waits to be brought."""
        entries = self.keeper.journal.read_entries()
        saved = [one for one in entries.bundles if one.state == "saved"]
        return {
            "bundles": [self._describe_bundle(one) for one in saved],
            "waiting": [one.branch for one in entries.waiting],
        }

    def check_drafts(self, given: Any) -> dict[str, Any]:
        """What the check says of records that are being filled in."""
        return _describe_judgement(self.keeper.judge.judge_drafts(read_drafts(given)))

    def save_drafts(self, given: Any) -> dict[str, Any]:
        """Write records together, and show what was written and the page that it makes."""
        drafts = read_drafts(given)
        saved = self.keeper.save_drafts(drafts)
        told = _describe_judgement(saved.judgement)
        return told | {"saved": self._describe_bundle(saved.bundle) if saved.bundle else None}

    def take_back(self, given: Any) -> dict[str, Any]:
        """Take a bundle away again."""
        number = given.get("number") if isinstance(given, dict) else None
        if not isinstance(number, int):
            raise RefusedDraft("it is not told what to take back", "Choose it from the list.")
        return {"gone": list(self.keeper.take_back(number).files)}

    def commit_saved(self, _given: Any) -> dict[str, Any]:
        """Make one change of everything saved."""
        return self.changes.commit_saved()._asdict()

    def push_waiting(self, _given: Any) -> dict[str, Any]:
        """Try once more to bring what was committed."""
        return self.changes.push_waiting()._asdict()

    def read_letter(self, given: Any) -> dict[str, Any]:
        """What is in a letter, what of it is sound, and words to send back."""
        text = given.get("text") if isinstance(given, dict) else None
        if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_MESSAGE:
            raise RefusedDraft("there is no text in it", "Paste the whole letter, as it came.")
        return self.letters.answer_letters(read_letters(text.encode("utf-8", "replace").decode()))

    def _describe_bundle(self, bundle: Bundle) -> dict[str, Any]:
        changed = set(self.keeper.find_changed(bundle))
        return {
            "number": bundle.number,
            "files": [self._describe_file(path) | {"changed": path in changed} for path in bundle.files],
        }

    def _describe_file(self, path: str) -> dict[str, Any]:
        data = read_plain_file(self.keeper.root, path)
        return {
            "path": path,
            "text": (data or b"").decode("utf-8", "replace"),
            "page": find_page_of(path),
        }


def find_page_of(path: str) -> str:
    """The page of the site that a record is shown on, from the site's root."""
    root, *names = path.split("/")
    if root == "circles":
        return f"circles/{names[-2]}/"
    if root == "decisions":
        return f"elections/{names[0]}/" if names[-1].startswith("election.") else f"decisions/{names[0]}/"
    return f"{root}/{names[0]}/" if root == "proposals" else "ground-rules/"


def _describe_judgement(judgement: Judgement) -> dict[str, Any]:
    return {
        "sound": judgement.is_sound,
        "findings": [describe_finding(one) for one in judgement.findings[:LONGEST_FINDINGS]],
        "places": judgement.places,
    }


def make_desk_application(desk: Desk, changes: ChangeNotifier) -> ASGIApp:
    """Everything that lies behind the guard."""
    files = SiteFiles(desk.folder, changes, added_script=DESK_SCRIPT)
    asked: dict[str, Ask] = {
        "check": desk.check_drafts, "save": desk.save_drafts, "take-back": desk.take_back,
        "commit": desk.commit_saved, "push": desk.push_waiting, "letters": desk.read_letter,
    }  # fmt: skip
    return Router(
        [
            *(Route(API + name, _make_answer(ask), methods=["POST"]) for name, ask in asked.items()),
            Route(API + "state", _make_answer(desk.tell_state), methods=["GET"]),
            Route(API + "words.json", _answer_words, methods=["GET"]),
            *(Route(f"{prefix}/-/{page}/", _make_page_answer(desk.folder, files, page), methods=["GET"])
              for page in PAGES for prefix in ("", "/{language}")),
            Mount("/", files),
        ],
        redirect_slashes=False,
    )  # fmt: skip


def _make_answer(ask: Ask) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        try:
            given = await read_json(request) if request.method == "POST" else None
        except TooLong:
            return refuse("this is more than the desk takes in one go", "Save it in several parts.", 413)
        except ValueError:
            return refuse("this could not be read", "Load the page anew, and try again.", 400)
        return await run_in_threadpool(_answer_in_words, ask, given)

    return answer


def _answer_in_words(ask: Ask, given: Any) -> Response:
    """The answer, or what went wrong in words; whatever happens, no traceback reaches a person."""
    try:
        return JSONResponse(ask(given), 200, FRESH)
    except RefusedDraft as refused:
        return refuse(str(refused), refused.remedy, 400)
    except NotNow as refused:
        told = {
            "trouble": str(refused),
            "next": refused.remedy,
            "findings": list(map(describe_finding, refused.findings)),
        }
        return JSONResponse(told, 409, FRESH)
    except (CannotCommit, GitError, MissingRecord, PathTaken, LinkInTheWay) as refused:
        return refuse(str(refused), refused.remedy, 409)
    except OSError as fault:
        return refuse(*_explain_fault(fault), 507)
    except ModuleNotFoundError as missing:
        return refuse(f"a part is not installed here ({missing.name})", "Run: pip install 'nstgov[desk]'", 501)
    except Exception as trouble:  # noqa: BLE001 (a fault of the tool is told in words; the record is as it was)
        return refuse(
            f"nstgov itself failed: {type(trouble).__name__}", "Nothing was written. Please report this.", 500
        )


def _explain_fault(fault: OSError) -> tuple[str, str]:
    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return (
            "the disk is full, and nothing of this was written",
            "Make room, then save again; your words are still here.",
        )
    return (
        f"the disk refused ({fault.strerror or fault}), and nothing of this was written",
        "Look at the disk and the permissions, then save again; your words are still here.",
    )


async def _answer_words(request: Request) -> Response:
    return JSONResponse(list_desk_words(request.query_params.get("lang", "")), 200, FRESH)


def _make_page_answer(folder: Path, files: SiteFiles, page: str) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        language = request.path_params.get("language", "")
        made = await run_in_threadpool(render_desk_page, folder, language, page)
        if made is None:
            return await run_in_threadpool(files.answer_file, request)
        return files.answer_bytes(request, "index.html", made.encode())

    return answer
