"""How sure a share can be when it rests on few tries.

Wilson's score interval (E. B. Wilson, "Probable inference, the law of succession, and statistical
inference", JASA 22, 1927), which Brown, Cai and DasGupta ("Interval estimation for a binomial
proportion", Statistical Science 16, 2001) recommend for few tries:

    centre = (p + z^2 / 2n) / (1 + z^2 / n)
    half   = z / (1 + z^2 / n) x sqrt(p (1 - p) / n + z^2 / 4n^2)

with z = 1.645, so that nine in ten intervals hold the true share. A try may earn a part (0..1); its
variance is then smaller than that of a yes or no, so the interval is rather too wide than too
narrow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

Z = 1.645


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share (0..1) over a number of tries, with the ends of its 90 % interval."""

    share: float
    tries: int
    low: float
    high: float


def estimate(share: float, tries: int) -> Estimate:
    """Estimate a share from `tries` >= 0 tries; without a try nothing is known (0..1)."""
    if not tries:
        return Estimate(0.0, 0, 0.0, 1.0)
    shrink = 1 + Z * Z / tries
    centre = (share + Z * Z / (2 * tries)) / shrink
    spread = share * (1 - share) / tries + Z * Z / (4 * tries * tries)
    half = Z / shrink * math.sqrt(spread)
    return Estimate(share, tries, max(0.0, centre - half), min(1.0, centre + half))
