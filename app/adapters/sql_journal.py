"""The journal in SQL, beside the ledger: goals that were set and dropped. It is only appended to."""

from __future__ import annotations

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.exc import IntegrityError

from app.adapters.sql_ledger import translated
from app.core.errors import Busy
from app.core.goal import GoalEvent

journal = sa.Table(
    "journal",
    sa.MetaData(),
    sa.Column("owner", sa.String(200), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("body", sa.JSON, nullable=False),
)

_codec: TypeAdapter[GoalEvent] = TypeAdapter(GoalEvent)


class SqlJournal:
    """The journal of one owner, in the database that `sql_ledger.connect` opens."""

    def __init__(self, engine: sa.Engine, owner: str = "local") -> None:
        self._engine = engine
        self._owner = owner

    def note(self, event: GoalEvent) -> None:
        """Add an event.

        Raises:
            Busy: another process wrote at the same moment.
            StorageFailure: the database refused.
        """
        last = sa.select(sa.func.max(journal.c.number)).where(journal.c.owner == self._owner)
        with translated(), self._engine.begin() as connection:
            row = {
                "owner": self._owner,
                "number": (connection.scalar(last) or 0) + 1,
                "kind": event.kind,
                "at": event.at,
                "body": _codec.dump_python(event, mode="json"),
            }
            try:
                connection.execute(journal.insert().values(row))
            except IntegrityError as exc:
                raise Busy("Another tab wrote to the journal just now. Try again.") from exc

    def entries(self) -> list[GoalEvent]:
        """Return the owner's events in order."""
        query = (
            sa.select(journal.c.body)
            .where(journal.c.owner == self._owner)
            .order_by(journal.c.number)
        )
        with translated(), self._engine.connect() as connection:
            return [
                _codec.validate_python(body, strict=False) for (body,) in connection.execute(query)
            ]
