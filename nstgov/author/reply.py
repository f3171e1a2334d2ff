"""What is written back to whoever sent a record that could not be put on record as it came (M13)."""

from __future__ import annotations

from nstgov.author.taking import Answer


def write_reply(answer: Answer) -> str:
    """What is missing of one record, in words to send back; lines end with a newline."""
    path = answer.letter.path
    if answer.state == "another lies there":
        return (
            f"Thank you for {path}. Something else lies under that name already, and nothing is written over.\n"
            "Please choose another day, number or short name, and send it again.\n"
        )
    lines = [f"Thank you for {path}. Before it can be put on record:"]
    for one in answer.findings:
        where = f"line {one.place.line}" if one.place.file == path else one.place.file
        lines.append(f"- {where}: {one.message}. {one.help} ({one.code})")
    return "\n".join(lines) + "\n"
