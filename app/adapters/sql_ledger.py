"""The ledger and the drafts in SQL: SQLite in WAL mode by default, PostgreSQL by URL.

Events are only ever inserted. The primary key (session, number) makes two writers that read the
same session collide, so that the slower one learns that the session has moved on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from pydantic import Field, TypeAdapter
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.core.errors import StaleSession, StorageFailure
from app.core.session import Event, SessionStarted

_metadata = sa.MetaData()
sessions = sa.Table(
    "sessions",
    _metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("owner", sa.String(200), nullable=False, index=True),
    sa.Column("library", sa.String(100), nullable=False),
    sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
)
events = sa.Table(
    "events",
    _metadata,
    sa.Column("session_id", sa.String(40), sa.ForeignKey("sessions.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
)
drafts = sa.Table(
    "drafts",
    _metadata,
    sa.Column("session_id", sa.String(40), sa.ForeignKey("sessions.id"), primary_key=True),
    sa.Column("turn_id", sa.String(20), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
)

_event_codec: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def connect(url: str) -> sa.Engine:
    """Open the database at `url`, creating and migrating its tables.

    Raises:
        StorageFailure: the database can't be opened, written or migrated.
    """
    engine = sa.create_engine(url)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _tune_sqlite)
    with translated(url):
        _migrate(engine)
    return engine


def check_writable(engine: sa.Engine) -> None:
    """Raise StorageFailure where the database can be read but not written."""
    with translated(), engine.begin() as connection:
        connection.execute(drafts.delete().where(sa.false()))


class SqlLedger:
    """The append-only log of session events of one owner."""

    def __init__(self, engine: sa.Engine, owner: str = "local") -> None:
        self._engine = engine
        self._owner = owner

    def append(self, session_id: str, version: int, new: Sequence[Event]) -> None:
        """Add events after the first `version` ones, all or none.

        Raises:
            StaleSession: the session has other events already.
            StorageFailure: the database refused.
        """
        with translated(), self._engine.begin() as connection:
            try:
                for number, event in enumerate(new, start=version + 1):
                    if isinstance(event, SessionStarted):
                        connection.execute(
                            sessions.insert().values(self._session(session_id, event))
                        )
                    connection.execute(events.insert().values(_row(session_id, number, event)))
            except IntegrityError as exc:
                raise StaleSession(
                    f"Session {session_id} has moved on in another tab or process. Reload the page."
                ) from exc

    def events(self, session_id: str) -> list[Event]:
        """Return a session's events in order."""
        query = (
            sa.select(sa.cast(events.c.body, sa.Text))  # JSON is read faster as text
            .join(sessions)
            .where(sessions.c.id == session_id, sessions.c.owner == self._owner)
            .order_by(events.c.number)
        )
        with translated(), self._engine.connect() as connection:
            return [_event_codec.validate_json(body) for (body,) in connection.execute(query)]

    def session_ids(self) -> list[str]:
        """Return the ids of the owner's sessions, the one started last first."""
        query = (
            sa.select(sessions.c.id)
            .where(sessions.c.owner == self._owner)
            .order_by(sessions.c.started_at.desc(), sessions.c.id.desc())
        )
        with translated(), self._engine.connect() as connection:
            return list(connection.scalars(query))

    def versions(self) -> dict[str, int]:
        """Return the number of events of each of the owner's sessions, the latest session first."""
        # One look into the primary key for each session: several times faster than a join.
        last = sa.select(sa.func.max(events.c.number)).where(events.c.session_id == sessions.c.id)
        query = (
            sa.select(sessions.c.id, last.scalar_subquery())
            .where(sessions.c.owner == self._owner)
            .order_by(sessions.c.started_at.desc(), sessions.c.id.desc())
        )
        with translated(), self._engine.connect() as connection:
            return {session_id: int(last) for session_id, last in connection.execute(query)}

    def _session(self, session_id: str, event: SessionStarted) -> dict[str, Any]:
        return {
            "id": session_id,
            "owner": self._owner,
            "library": event.setup.library,
            "started_at": event.at,
        }


class SqlDrafts:
    """What has been typed for the open turns."""

    def __init__(
        self, engine: sa.Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._engine = engine
        self._now = now

    def save(self, session_id: str, turn_id: str, text: str) -> None:
        """Keep a draft in place of an earlier one; raise StorageFailure when the disk refuses."""
        key = (drafts.c.session_id == session_id) & (drafts.c.turn_id == turn_id)
        values = {"text": text, "saved_at": self._now()}
        with translated(), self._engine.begin() as connection:
            if connection.execute(drafts.update().where(key).values(values)).rowcount == 0:
                row = {"session_id": session_id, "turn_id": turn_id, **values}
                connection.execute(drafts.insert().values(row))

    def load(self, session_id: str, turn_id: str) -> str:
        """Return the draft of a turn, the empty string when there is none."""
        query = sa.select(drafts.c.text).where(
            drafts.c.session_id == session_id, drafts.c.turn_id == turn_id
        )
        with translated(), self._engine.connect() as connection:
            return connection.scalar(query) or ""


def _row(session_id: str, number: int, event: Event) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "number": number,
        "kind": event.kind,
        "at": event.at,
        "body": _event_codec.dump_python(event, mode="json"),
    }


def _tune_sqlite(connection: Any, _record: object) -> None:
    # WAL lets readers go on while another process writes; FULL keeps an answer through a power cut.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")


def _migrate(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def translated(where: str = "the session database") -> Iterator[None]:
    """Raise StorageFailure, which names the cure, for what the database refuses."""
    try:
        yield
    except DBAPIError as exc:
        raise StorageFailure(
            f"Cannot use {where}: {exc.orig}. Nothing that was saved before is lost. "
            "Free disk space or mend the permissions of HOTSEAT_HOME, then try again."
        ) from exc
