"""What can go wrong, named by what the caller should do next.

HotseatError
|-- BadInput            the user mends a file, an option or a setting, then tries again
|-- MissingPart         the user installs or builds something, then tries again
|   `-- NotIndexed      the user runs an ingest, or waits until the running one is done
|-- Busy                the user waits for the other process, then tries again
|-- IndexMismatch       the user rebuilds the index
|-- Damaged             the user runs an ingest, which makes the index anew from the notes
|-- StorageFailure      the user frees space or mends permissions; nothing was lost
|-- StaleSession        the caller reads the session again: another tab or process moved it on
|-- IllegalMove         the caller asks for something that the session's phase does not allow
|-- ModelFailure        the caller goes on offline, and says so
|   |-- ModelUnavailable  down, timed out, rate limited after retries: the user mends it or waits
|   |-- ModelRefused      the model, or its provider, declines this text
|   |-- BadReply          what came back is malformed, after one repair was asked for
|   `-- PromptTooLong     the texts don't fit the model's window
`-- UnverifiedQuote     the grader drops the quote: its source does not say so

Every message ends with the next step.
"""

from __future__ import annotations


class HotseatError(Exception):
    """Base of all errors that Hotseat raises on purpose; its text is fit to be shown."""


class BadInput(HotseatError):
    """A file, option, setting or answer can't be used as it is."""


class MissingPart(HotseatError):
    """A model, package or file that is needed is not there."""


class NotIndexed(MissingPart):
    """The library has not been ingested, or not far enough for what was asked."""


class Busy(HotseatError):
    """Another process holds what is needed."""


class IndexMismatch(HotseatError):
    """The index was made by another embedder or another version."""


class Damaged(HotseatError):
    """A file of the index is not what was written."""


class StorageFailure(HotseatError):
    """The disk or the database refused to write or read."""


class StaleSession(HotseatError):
    """The session has moved on since it was read."""


class IllegalMove(HotseatError):
    """The session's phase does not allow this."""


class ModelFailure(HotseatError):
    """A language model gave nothing that can be used; the offline way is always there."""


class ModelUnavailable(ModelFailure):
    """The language model can't be reached, or not now."""


class ModelRefused(ModelFailure):
    """The language model or its provider declined to answer."""


class BadReply(ModelFailure):
    """The language model's reply is not of the form that was asked for."""


class PromptTooLong(ModelFailure):
    """The messages don't fit the language model's window."""


class UnverifiedQuote(HotseatError):
    """A quote does not occur in its source."""
