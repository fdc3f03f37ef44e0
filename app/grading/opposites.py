"""Words of opposite meaning or direction, from general English and the trade's common vocabulary.

No line says a fact; each only says that two groups of words exclude one another when they stand in
the same place of a statement.
"""

from __future__ import annotations

from app.core.words import stem

_PAIRS = """
before earlier prior precede | after afterwards later follow
more greater | less fewer
most | least
increase grow rise raise expand | decrease shrink fall drop reduce lower diminish
allow permit enable let | prevent forbid block disallow disable prohibit
fast quick faster quicker rapid speed | slow slower
early | late
first | last
same identical equal | different distinct
always | sometimes
open | close closed
begin start | end finish stop
add insert | remove delete
push | pull
read | write
client | server
synchronous sync | asynchronous async
mutable | immutable
stateful | stateless
shallow | deep
static | dynamic
public | private
local | global
strong | weak
lazy lazily | eager eagerly
encrypt | decrypt
symmetric | asymmetric
optimistic | pessimistic
horizontal horizontally | vertical vertically
internal inside within | external outside
high higher | low
large larger big bigger | small smaller tiny
long longer | short shorter
hot | cold
shared | exclusive
cheap cheaper | expensive costly
simple simpler easy easier | complex complicated hard harder difficult
accept | reject refuse
commit | rollback
acquire take | release
keep retain preserve | lose lost discard
alive | dead
success succeed | failure fail
above | below
parent | child
ascending | descending
left leftmost | right rightmost
top | bottom
front | back
forward forwards | backward backwards
upstream | downstream
request | response
producer | consumer
publisher | subscriber
sender | receiver
caller | callee
inbound incoming | outbound outgoing
old older stale outdated | new newer fresh
include | exclude
required mandatory compulsory | optional
implicit implicitly | explicit explicitly
automatic automatically | manual manually
temporary | permanent
sequential sequentially serial | parallel concurrent
safe | dangerous
better | worse
maximum max | minimum min
whole entire | part partial partly
abstract | concrete
nested inner | outer
"""


def _axes() -> dict[str, tuple[int, int]]:
    axes: dict[str, tuple[int, int]] = {}
    for number, line in enumerate(_PAIRS.strip().splitlines()):
        for sign, side in zip((1, -1), line.split("|"), strict=True):
            for word in side.split():
                axes[word] = (number, sign)
                axes.setdefault(stem(word), (number, sign))
    return axes


_AXES = _axes()
_PREFIXES = ("un", "non", "in", "im", "ir", "dis")
_SHORTEST_ROOT = 4


def axis_of(word: str) -> tuple[int, int] | None:
    """Return (number of the pair of opposites, side +1 or -1) of a word in lower case, if any."""
    return _AXES.get(word) or _AXES.get(stem(word))


def without_negative_prefix(word: str) -> str | None:
    """Return the root of a word that a prefix negates, as `safe` in `unsafe`; None if none does."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_ROOT:
            return word[len(prefix) :]
    return None
