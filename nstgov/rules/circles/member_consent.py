"""Family A: nothing happens to a circle or a person without their consent (M2, M9)."""

from __future__ import annotations

from collections.abc import Iterator

from nstgov.findings import Finding
from nstgov.lifecycle.validity.lacks_of_acts import acts_lacking
from nstgov.records import (
    Movement,
)
from nstgov.rules.lack_findings import as_finding
from nstgov.rules.rule import rule


@rule("A09", idea="M2 M9")
def without_their_consent(movement: Movement) -> Iterator[Finding]:
    """
    Nobody becomes a member without their own yes, and nothing happens to a circle without that of all its members.

    A circle is made of people who want to be in it with one another. So each founder says yes for themselves; whoever
    joins says yes, and everyone who is there does; and what the circle is for, what it is called and where it sends
    its representatives is changed by all of them. To leave, to step back for a while and to come back takes one's own
    word and nobody's permission. When somebody has died or cannot be found, or was heard and asked to go, all the
    others say so together; to ask somebody to go takes three others at least. Whoever is away by their own word is not
    waited for; those who join on one evening need the yes of who was there before, not each other's, and whoever leaves
    that evening is asked no longer. Nobody takes a circle over by being left in it: an empty one is begun again by as
    many as it takes to begin, with somebody among them who was in it; and whoever alone remains after saying that the
    other is gone does not alone choose who comes instead.

    Bad, a founder who has not said yes:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent}  # <- A09
    entered_by: sam-reed
    ```
    Good:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-20
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    Bad, joining without one's own yes:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.ida-falk.yml"
    name: Ida Falk
    voices: {ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent, dawit-bekele: consent,  # <- A09
      elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent, samuel-adeyemi: consent,
      zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Bad, joining while somebody has not spoken, and somebody objects:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-20.joins.ida-falk.yml"
    name: Ida Falk
    voices:  # <- A09
      ida-falk: consent
      ana-popescu: consent
      bao-nguyen: consent
      clara-hoffmann: consent
      dawit-bekele: consent
      elin-jonsdottir: consent
      mohan-das: consent
      nikos-papadakis: consent
      samuel-adeyemi: {says: object, because: I would like to meet her first.}  # <- A09
    entered_by: mohan-das
    ```
    Good, after he has met her:
    ```yaml title="circles/three-bridges/weavers-yard/2026-11-22.joins.ida-falk.yml"
    name: Ida Falk
    voices: {ida-falk: consent, ana-popescu: consent, bao-nguyen: consent, clara-hoffmann: consent,
      dawit-bekele: consent, elin-jonsdottir: consent, mohan-das: consent, nikos-papadakis: consent,
      samuel-adeyemi: consent, zeynep-yildiz: consent}
    entered_by: mohan-das
    ```
    Bad, she is said to leave, by two of the others:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.leaves.aroha-ngata.yml"
    voices: {diego-morales: consent, hana-sato: consent}  # <- A09
    entered_by: hana-sato
    ```
    Good, by her own word:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.leaves.aroha-ngata.yml"
    voices: {aroha-ngata: consent}
    ```
    Good, by that of all the others, who cannot find her:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.leaves.aroha-ngata.yml"
    how: cannot be found
    because: She went to sea in spring, and no letter has reached her.
    voices: {diego-morales: consent, hana-sato: consent, ilona-kovacs: consent, ingrid-solberg: consent,
      kwame-mensah: consent, leila-hosseini: consent, marek-zielinski: consent, oksana-koval: consent,
      patrick-byrne: consent}
    entered_by: hana-sato
    ```
    Bad, one of the two who are left asks the other to go:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-01
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-11-10.leaves.leo-hart.yml"
    voices: {leo-hart: consent}
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-11-10.leaves.ida-falk.yml"
    voices: {ida-falk: consent}
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-11-20.leaves.ada-moss.yml"
    how: asked to go
    voices: {sam-reed: consent}  # <- A09
    entered_by: sam-reed
    ```
    Bad, the circle changes without one of its members:
    ```yaml title="circles/old-harbour/2026-11-20.changes.yml"
    domain: The quay, the sheds, and the new pontoon.
    voices: {dimitra-vlachou: consent, joseph-mwangi: consent, layla-haddad: consent, chidi-eze: consent,  # <- A09
      maja-horvat: consent}
    entered_by: maja-horvat
    ```
    Good, with everyone's consent:
    ```yaml title="circles/old-harbour/2026-11-20.changes.yml"
    domain: The quay, the sheds, and the new pontoon.
    voices: {dimitra-vlachou: consent, joseph-mwangi: consent, layla-haddad: consent, chidi-eze: consent,
      maja-horvat: consent, yusuf-mansour: consent}
    entered_by: maja-horvat
    ```
    Bad, the circle closes without one of its members:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-01
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-11-20.closes.yml"
    because: The loft is let, and we would rather meet on the quay.
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent}  # <- A09
    entered_by: sam-reed
    ```
    Good, all of them close it:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    opened: 2026-11-01
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/net-loft/2026-11-20.closes.yml"
    because: The loft is let, and we would rather meet on the quay.
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    Bad, it takes in another circle without one of its members:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: old-harbour
    opened: 2026-11-01
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/2026-11-05.takes-in.net-loft.yml"
    voices: {dimitra-vlachou: consent, joseph-mwangi: consent, layla-haddad: consent, yusuf-mansour: consent,  # <- A09
      chidi-eze: consent}
    entered_by: yusuf-mansour
    ```
    Good, all of them take it in:
    ```yaml title="circles/old-harbour/net-loft/circle.yml"
    name: Net Loft
    level: friend
    aim: Nets are mended here, and a chair is always free.
    parent: old-harbour
    opened: 2026-11-01
    members: {sam-reed: {name: Sam Reed}, ada-moss: {name: Ada Moss}, leo-hart: {name: Leo Hart},
      ida-falk: {name: Ida Falk}}
    voices: {sam-reed: consent, ada-moss: consent, leo-hart: consent, ida-falk: consent}
    entered_by: sam-reed
    ```
    ```yaml title="circles/old-harbour/2026-11-05.takes-in.net-loft.yml"
    voices: {dimitra-vlachou: consent, joseph-mwangi: consent, layla-haddad: consent, yusuf-mansour: consent,
      chidi-eze: consent, maja-horvat: consent}
    entered_by: yusuf-mansour
    ```
    Bad, somebody else says that she is away:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-20
    voices: {hana-sato: consent}  # <- A09
    entered_by: hana-sato
    ```
    Good, she says so, and another enters it:
    ```yaml title="circles/three-bridges/mill-lane/2026-11-20.away.aroha-ngata.yml"
    until: 2026-12-20
    voices: {aroha-ngata: consent}
    entered_by: hana-sato
    ```
    """
    for lacks in acts_lacking(movement).values():
        yield from (as_finding(lack) for lack in lacks if lack.rule == "A09")
