"""`hotseat eval` of the grader: graded answers, beside baselines and a committed result."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from app.commands.result_tables import (
    AsJson,
    Compare,
    Most,
    Save,
    check_most,
    print_moved,
    print_rows,
)
from app.core.errors import BadInput
from app.core.question import Question
from app.evaluation import results
from app.evaluation.grading_benchmark import SETS, Bench
from app.evaluation.interview_answers import GENERAL, SPLITS
from app.evaluation.rows import Row
from app.wiring.hotseat import Hotseat, open_hotseat
from app.wiring.notes import BUILT_IN

evaluate = typer.Typer(help="Measure Hotseat beside baselines.", no_args_is_help=True)

Sets = Annotated[list[str] | None, typer.Option("--set", help=f"Any of {', '.join(SETS)}.")]
GRADERS = ("offline", "model")
GradedBy = Annotated[
    str, typer.Option(help="offline, or model: the language model set, beside it.")
]
_INTERVIEW_SPLITS = (*SPLITS, GENERAL)
Split = Annotated[
    str, typer.Option(help=f"Which interview answers: any of {', '.join(_INTERVIEW_SPLITS)}.")
]


@evaluate.command()
def grading(
    *,
    sets: Sets = None,
    split: Split = "held_out",
    grader: GradedBy = "offline",
    most: Most = None,
    compare: Compare = False,
    save: Save = False,
    as_json: AsJson = False,
) -> None:
    """Grade answers that humans have graded, and print how near the grader comes."""
    chosen = sets or list(SETS)
    if unknown := sorted(set(chosen) - set(SETS)):
        raise BadInput(f"There is no set {unknown[0]!r}. Choose from {', '.join(SETS)}.")
    if split not in _INTERVIEW_SPLITS:
        known = ", ".join(_INTERVIEW_SPLITS)
        raise BadInput(f"There is no split {split!r}. Choose from {known}.")
    if grader not in GRADERS:
        raise BadInput(f"There is no grader {grader!r}. Choose from {', '.join(GRADERS)}.")
    check_most(most, save=save)
    if most is not None and grader == "offline":
        raise BadInput("--most goes with --grader model. Leave it out.")
    hotseat, questions = _opened()
    bench = Bench(
        grader=hotseat.grader,
        embedder=hotseat.embedder,
        questions=questions,
        data=hotseat.settings.eval_data,
        tell=_tell,
    )
    rows = [
        row
        for name in chosen
        for row in (
            bench.measure(name, interview_split=split)
            if grader == "offline"
            else _beside_model(hotseat, bench, name, split=split, most=most)
        )
    ]
    before = results.load(results.committed("grading")) if compare else []
    made_by = {"grader": str(hotseat.grader.info)}
    if as_json:
        typer.echo(json.dumps(results.as_json(rows, made_by)))
    else:
        print_rows(rows, of="answers", note=f"Graded by {hotseat.grader.info}.")
        print_moved(results.moved(before, rows), compared=compare)
    if save:
        results.save(results.committed("grading"), rows, made_by)


def _beside_model(
    hotseat: Hotseat, bench: Bench, name: str, *, split: str, most: int | None
) -> list[Row]:
    """Measure the model that is set, whether or not it is on, beside the grader without it."""
    from app.evaluation.with_model import WithModel, taking
    from app.wiring.roles import judge_with

    choice = hotseat.language_model
    judge = judge_with(choice.opened(), hotseat.grader)
    both = WithModel(hotseat.grader, judge)
    offline = bench.alone(name, bench.grader, "Hotseat", interview_split=split, most=most)
    row, taken = taking(
        lambda: bench.alone(name, both, judge.name, interview_split=split, most=most),
        choice.spending.total,
    )
    engine = str(hotseat.grader.info)
    found = taken.beside(row, failures=both.failures)
    return [
        replace(offline, made_by=engine),
        replace(found, made_by=f"{judge.name}, bound by {engine}"),
    ]


@evaluate.command("train-verifier")
def train_verifier(
    *,
    out: Annotated[Path, typer.Option("--out", help="Where the weights go (.npz).")],
    epochs: Annotated[int, typer.Option(min=1, help="How often each example is seen.")] = 4,
) -> None:
    """Train the grader's verifier anew; about half an hour on two idle cores."""
    from app.alignment import Reader
    from app.evaluation.verifier.train import train

    hotseat, questions = _opened()
    weights = train(
        questions,
        hotseat.settings.eval_data,
        Reader(hotseat.embedder),
        epochs=epochs,
        tell=lambda message: typer.echo(message, err=True),
    )
    np.savez_compressed(out, **{name: w.astype(np.float16) for name, w in weights.items()})


@evaluate.command("fit-verdicts")
def fit_verdicts(*, out: Annotated[Path, typer.Option("--out", help="Where it goes.")]) -> None:
    """Fit the models that turn evidence into verdicts on our own development answers."""
    from app.evaluation.interview_answers import GENERAL_DEVELOPMENT, load_interview_answers
    from app.evaluation.verdict_fit import (
        built_answers,
        evidence_of,
        fit,
        narrowed,
        other_development_answers,
    )

    hotseat, questions = _opened()
    samples = load_interview_answers("development", questions)
    samples += [
        *built_answers(samples),
        *load_interview_answers(GENERAL_DEVELOPMENT, questions),
        *other_development_answers(hotseat.settings.eval_data),
    ]
    models = {
        "among": fit(*evidence_of(samples, hotseat.grader)),
        "alone": fit(*evidence_of(narrowed(samples), hotseat.grader)),
    }
    out.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")


@evaluate.command()
def speed(*, as_json: AsJson = False) -> None:
    """Time grades of 150-word answers on five key points, beside the encoding of the same texts."""
    from app.evaluation.speed import POINTS, WORDS, measure_speed

    hotseat, questions = _opened()
    found = measure_speed(questions, hotseat.grader, hotseat.embedder)
    if as_json:
        typer.echo(json.dumps(asdict(found) | {"ratio": found.ratio}))
        return
    typer.echo(
        f"{found.answers} answers of {WORDS} words on {POINTS} key points, warm: "
        f"a grade takes {found.grade_median:.0f} ms (95 %: {found.grade_p95:.0f}), encoding the "
        f"same answer {found.encode_median:.0f} ms (95 %: {found.encode_p95:.0f}); "
        f"{found.ratio:.1f} times."
    )


def _opened() -> tuple[Hotseat, Sequence[Question]]:
    """Open Hotseat and the questions of the built-in notes."""
    hotseat = open_hotseat()
    hotseat.prepare(BUILT_IN)
    return hotseat, hotseat.shelf.open(BUILT_IN).contents.questions


def _tell(name: str, done: int) -> None:
    if done % 100 == 0:
        typer.echo(f"{name}: {done} answers graded", err=True)
