"""What a record is: frozen, typed data in the movement's words; the single source of the JSON Schemas."""

from nstgov.records.beside import Confirmation, Correction, Disputed, Signature, Void, Withheld
from nstgov.records.change import HELD, PutBack, Stand, Step, is_held
from nstgov.records.circles import (
    Act,
    Asks,
    Away,
    Back,
    Changes,
    Circle,
    Closes,
    Founder,
    Joins,
    Leaves,
    PersonalAct,
    PersonChange,
    TakesIn,
)
from nstgov.records.decisions import (
    Candidate,
    Decision,
    EarlierCandidate,
    Election,
    Ended,
    Nomination,
    NominationChange,
    Review,
    Term,
)
from nstgov.records.folders import CircleFolder, DecisionFolder, ObjectionFolder, Person, ProposalFolder, name_key
from nstgov.records.ground_rules import GroundRules, Settings
from nstgov.records.index import WHOLE, Misfit, RecordIndex
from nstgov.records.movement import Change, Movement, free_id
from nstgov.records.places import KINDS, ROOTS, SETTINGS, Kind, kind_of_type, place_of
from nstgov.records.proposals import (
    Against,
    Answer,
    Answered,
    Closed,
    Commitments,
    Guest,
    Idea,
    Objection,
    Resolution,
    Round,
    StandsWith,
    Task,
    Test,
    Threshold,
    Translation,
    Version,
)
from nstgov.records.proven import Proven, bare_key
from nstgov.records.record import Author, Outside, Record, Voice, Voiced, Voices, name_of, yaml_key
from nstgov.records.words import NOBODY_YET, PROOFS, Where

__all__ = [
    "HELD", "KINDS", "NOBODY_YET", "PROOFS", "ROOTS", "SETTINGS", "WHOLE", "Act", "Against", "Answer",
    "Answered", "Asks", "Author", "Away", "Back", "Candidate", "Change", "Changes", "Circle", "CircleFolder", "Closed",
    "Closes", "Commitments", "Confirmation", "Correction", "Decision", "DecisionFolder", "Disputed",
    "EarlierCandidate", "Election", "Ended", "Founder", "GroundRules", "Guest", "Idea", "Joins", "Kind", "Leaves",
    "Misfit", "Movement", "Nomination", "NominationChange", "Objection", "ObjectionFolder", "Outside", "Person",
    "PersonChange", "PersonalAct", "ProposalFolder", "Proven", "PutBack", "Record", "RecordIndex", "Resolution",
    "Review", "Round", "Settings", "Signature", "Stand", "StandsWith", "Step", "TakesIn", "Task", "Term", "Test",
    "Threshold", "Translation", "Version", "Voice", "Voiced", "Voices", "Void", "Where", "Withheld", "bare_key",
    "free_id", "is_held", "kind_of_type", "name_key", "name_of", "place_of", "yaml_key",
]  # fmt: skip
