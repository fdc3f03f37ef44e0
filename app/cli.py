"""The `hotseat` command.

JSON goes to standard output, messages to standard error. Exit codes: 0 done, 1 failed or found
problems, 2 wrong usage or input.
"""

from __future__ import annotations

import sys

import typer

from app import __version__
from app.commands import (
    ask,
    doctor,
    evaluate,
    evaluate_ingest,
    evaluate_search,
    grade,
    index,
    interview,
    libraries,
    model,
    plan,
    progress,
    review,
    web,
)
from app.core.errors import BadInput, HotseatError

cli = typer.Typer(
    help="Mock interviews from your own notes, graded point by point, offline.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    *,
    version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    """Open the web app when no command is given."""
    if version:
        typer.echo(__version__)
    elif context.invoked_subcommand is None:
        web.serve()


cli.command("ingest")(index.ingest)
cli.command("libraries")(libraries.libraries)
cli.command("remove")(libraries.remove)
cli.command("convert")(libraries.convert)
cli.command("questions")(index.questions)
cli.command("search")(ask.search)
cli.command("ask")(ask.ask)
cli.command("grade")(grade.grade)
cli.command("interview")(interview.interview)
cli.command("review")(review.review)
cli.command("progress")(progress.progress)
cli.command("plan")(plan.plan)
cli.command("model")(model.model)
cli.command("doctor")(doctor.doctor)
evaluate.evaluate.command("retrieval")(evaluate_search.retrieval)
evaluate.evaluate.command("index")(evaluate_ingest.index)
evaluate.evaluate.command("ingest-speed")(evaluate_ingest.ingest_speed)
evaluate.evaluate.command("ask")(evaluate_search.ask)
evaluate.evaluate.command("search-speed")(evaluate_search.search_speed)
cli.add_typer(evaluate.evaluate, name="eval")


def main() -> None:
    """Run the command line; every error that Hotseat raises on purpose is caught here, once."""
    try:
        cli()
    except HotseatError as exc:
        typer.echo(f"hotseat: {exc}", err=True)
        sys.exit(2 if isinstance(exc, BadInput) else 1)


if __name__ == "__main__":
    main()
