"""A language model beside the offline engine: the same answers, what it changes and what it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.commands.result_tables import check_most
from app.core.chat import Usage
from app.core.errors import BadInput, ModelUnavailable
from app.core.grade import Grade
from app.core.level import Level
from app.core.question import Question
from app.core.verdict import Verdict
from app.evaluation import grading_benchmark
from app.evaluation.grading_benchmark import Bench
from app.evaluation.results import load, save
from app.evaluation.rows import Measured, Row
from app.evaluation.samples import Sample
from app.evaluation.with_model import Taken, WithModel, spread, taking
from app.services.model_grade import ModelJudge
from app.services.spending import Spent
from tests.examples import grade, question
from tests.fakes import FailingChat, WordEmbedder, everything

ASKED = question()


class Offline:
    """Gives half of the first point to every answer."""

    def grade(self, asked: Question, answer: str, *, level: Level) -> Grade:
        return grade(asked, Verdict.PARTIAL, Verdict.MISSED)

    def examine(self, asked: Question, answer: str) -> list:
        return []


def failing() -> WithModel:
    down = FailingChat(ModelUnavailable("The model does not answer. Go on offline."))
    return WithModel(Offline(), ModelJudge(down, everything))


def test_a_failure_leaves_the_offline_grade_and_is_counted() -> None:
    """As in a session."""
    both = failing()
    found = both.grade(ASKED, "One at a time.", level=Level.MID)
    assert found == Offline().grade(ASKED, "One at a time.", level=Level.MID)
    assert both.failures == 1


@pytest.mark.parametrize(
    ("most", "chosen"),
    [(None, [0, 1, 2, 3, 4, 5]), (3, [0, 2, 4]), (1, [0]), (9, [0, 1, 2, 3, 4, 5])],
)
def test_a_part_is_spread_over_the_whole(most: int | None, chosen: list[int]) -> None:
    """So that it has all kinds of answers."""
    assert spread(range(6), most) == chosen


def test_what_a_model_took_is_the_difference() -> None:
    """Calls, tokens and cost of this run alone."""
    spent = iter([Spent(3, Usage(10, 5, 0.5)), Spent(5, Usage(30, 15, 0.75))])
    made, taken = taking(lambda: "made", lambda: next(spent))
    assert (made, taken.calls, taken.tokens, taken.cost) == ("made", 2, 30, 0.25)
    assert taken.seconds >= 0.0


def test_what_it_took_stands_in_its_row(tmp_path: Path) -> None:
    """With what made it, also after a way through the file."""
    row = Row("interview", "m grade@1", 7, {"r": Measured(0.5, 0.4, 0.6)}, made_by="m, bound by h")
    row = Taken(1.5, 2, 30, None).beside(row, failures=1)
    assert row.measures["without model"] == Measured(1.0, 1.0, 1.0)
    assert "cost" not in row.measures
    save(tmp_path / "r.json", [row], {})
    assert load(tmp_path / "r.json") == [row]


def test_both_are_measured_on_the_same_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the model gives nothing, the numbers are the same."""
    samples = [
        Sample(
            f"s{n}", f"c{n}", (ASKED,), "One at a time.", human=n / 4, verdicts=(Verdict.MET,) * 2
        )
        for n in range(4)
    ]
    monkeypatch.setattr(grading_benchmark, "load_interview_answers", lambda *_: samples)
    bench = Bench(Offline(), WordEmbedder(), [ASKED], Path())
    both = failing()
    one = bench.alone("interview", bench.grader, "Hotseat", interview_split="held_out", most=2)
    two = bench.alone("interview", both, "m grade@1", interview_split="held_out", most=2)
    assert (one.set, one.count, two.count) == ("interview held-out", 2, 2)
    assert one.measures["RMSE"] == two.measures["RMSE"]
    assert both.failures == 2


def test_a_part_is_not_kept_as_a_result() -> None:
    """It would be compared with the whole."""
    check_most(None, save=True)
    with pytest.raises(BadInput, match="--most or --save"):
        check_most(5, save=True)
