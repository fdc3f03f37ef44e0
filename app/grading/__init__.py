"""The offline grading engine: it works with no language model, tells right from wrong, and shows why.

How a score comes about:

1. `canonical` folds case, spaces, quotes and final punctuation, so that such edits change nothing.
2. `screen` sets aside what speaks to the grader, what says "I don't know", echoes and heaps of keywords.
3. `segment` cuts the rest into claims. `alignment` and `match` measure how much of each key point the
   claims say, token by token, words of the question counting little.
4. `polarity` and `misconceptions` look for claims that deny a point or say its misconception;
   `verifier`, a small trained network over the same token vectors, gives the chances that the answer
   makes, half makes, misses or denies the point.
5. `judge` weighs this evidence by logistic models, one for a point among others and one for a point
   alone: verdict, confidence, and the words to quote. A claim that is a misconception, or that denies
   a point, nearly word for word needs no weighing. A key point cut from a reference
   answer is no atomic statement: there the share of it that was said is a partial verdict's credit.
6. `unsupported` names claims that no passage of the notes speaks of. They count on neither side.
7. `app.core.grade.score` makes the score of the verdicts, and nothing else does.

An example: a question has a point of weight 2 that is met, one of weight 1 that is partial and one of
weight 1 that is contradicted. Earned are (2 x 1 + 1 x 1/2 + 1 x 0) / 4 = .625, off go .15 x 1/4 for what
contradicts the notes: the score is .5875.

What it can't do well: see the README's known weaknesses, measured by `hotseat eval grading`.
"""

from app.grading.engine import Grader

__all__ = ["Grader"]
