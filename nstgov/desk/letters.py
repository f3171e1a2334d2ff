"""Letters that were pasted at the desk: what is sound in them, and what is missing in words to send back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from nstgov.author.letterbox import Letter
from nstgov.author.reply import write_reply
from nstgov.author.taking import judge_letters
from nstgov.desk.drafts import NOT_BY_FORM
from nstgov.desk.judging import ReadRecord
from nstgov.records.addresses import recognise_record


class LetterReader:
    """Judges letters together with everything on record; nothing is written."""

    def __init__(self, read_record: ReadRecord, today: Callable[[], date]) -> None:
        """`today` is the day as of which is judged."""
        self._read_record, self._today = read_record, today

    def answer_letters(self, letters: tuple[Letter, ...]) -> dict[str, Any]:
        """What becomes of each record, and one text that tells whoever sent them what is missing."""
        known = tuple(one for one in letters if _is_for_desk(one.path))
        tree, movement = self._read_record()
        answers = judge_letters(tree, known, self._today(), movement.landed)
        waiting = [one for one in answers if one.state in ("not sound", "another lies there")]
        return {
            "answers": [{"path": one.letter.path, "text": one.letter.text, "state": one.state} for one in answers],
            "refused": [one.path for one in letters if one not in known],
            "reply": "\n".join(map(write_reply, waiting)),
        }


def _is_for_desk(path: str) -> bool:
    found = recognise_record(path)
    return found is not None and found[0].name not in NOT_BY_FORM
