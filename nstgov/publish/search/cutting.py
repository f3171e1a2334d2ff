"""
Where a long row of pages is cut, so that a change moves hardly any other cut.

The row runs from the oldest to the youngest. A cut lies before the page with the lowest mark within a window, and a
page's mark is made from its address alone: one page more or less anywhere leaves all cuts where they are, but for the
rare one that it takes for itself. Windows get smaller towards the young end, where most changes are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence


def split_addresses(addresses: Sequence[str], smallest: int, largest: int) -> Iterator[Sequence[str]]:
    """
    The row in parts of between half and one and a half times a size; only the last may be smaller.

    A size is `largest` halved as often as needed for one and a half of it to be left, and at least `smallest`.
    """
    marks = [hashlib.sha256(address.encode()).digest()[:8] for address in addresses]
    start = 0
    while len(marks) - start > _largest_part(smallest):
        size = _find_part_size(len(marks) - start, smallest, largest)
        end = min(range(start + size // 2, start + _largest_part(size)), key=marks.__getitem__)
        yield addresses[start:end]
        start = end
    if start < len(marks):
        yield addresses[start:]


def _largest_part(size: int) -> int:
    return size * 3 // 2


def _find_part_size(left: int, smallest: int, largest: int) -> int:
    size = largest
    while size > smallest and _largest_part(size) > left:
        size //= 2
    return size
