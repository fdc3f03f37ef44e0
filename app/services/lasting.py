"""Spare the garbage collector what stays in memory anyway.

Streamlit collects garbage after each run of a page, and a collection walks over every object. With
the notes, 500 sessions and a model in memory that took longer than the page itself (measured: 0.3
of 0.4 s of processor time a click).
"""

from __future__ import annotations

import gc


def settle() -> None:
    """Take what is in memory now out of all later collections; call it after a big read.

    Values are freed as before when nobody refers to them any more. Only a cycle of objects that
    becomes garbage later would stay, and what is read has no cycles.
    """
    gc.collect()
    gc.freeze()
