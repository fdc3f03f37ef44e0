"""What stays in memory is not walked over again and again."""

from __future__ import annotations

import gc
import weakref

from app.services.lasting import settle


class Kept:
    """Something that stays."""


def test_what_is_there_leaves_the_collections() -> None:
    """A value that was there is no longer among those that a collection looks at, a new one is."""
    old = Kept()
    settle()
    new = Kept()
    looked_at = {id(one) for one in gc.get_objects()}
    assert id(old) not in looked_at
    assert id(new) in looked_at


def test_it_is_freed_all_the_same() -> None:
    """When nobody refers to a settled value any more, it is gone."""
    old = Kept()
    gone = weakref.ref(old)
    settle()
    del old
    assert gone() is None
