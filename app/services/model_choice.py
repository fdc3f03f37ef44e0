"""Which language model is set, whether it is on, and the model itself; off is the default."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

from app.core.chat import Message, Role
from app.core.errors import MissingPart
from app.core.model_address import ModelAddress
from app.ports import ChatModel, Switch
from app.services.spending import Spending
from app.services.watching import is_set_aside

_NONE_SET = (
    "No language model is set. Put `model: provider:name` into hotseat.yaml, or set HOTSEAT_MODEL."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes to the model in one role, in words; what happens without it; by which prompts."""

    role: str
    sent: str
    offline: str
    prompts: tuple[str, ...]


# What the settings page and `hotseat model` tell before anything is sent.
SENT = (
    Sent(
        "Interviewer",
        "the question with its other wordings; for a follow-up the question, the missed point and "
        "the sentences of your answer that bear on the question's points",
        "Questions and follow-ups come in the notes' own words.",
        ("reword", "follow_up"),
    ),
    Sent(
        "Grader",
        "key points of the question, with the sentences of your answer that bear on them",
        "The grader on this machine judges alone; with a model it still sets the bounds.",
        ("grade",),
    ),
    Sent(
        "Feedback",
        "the question, its points with their verdicts, and the words of your answer and of the "
        "notes that the verdicts quote",
        "You read the verdicts with their reasons.",
        ("feedback",),
    ),
    Sent(
        "Answers to your questions",
        "your question and the sentences of the notes that were found for it",
        "The notes' own sentences answer.",
        ("ask",),
    ),
    Sent(
        "Question writer",
        "passages of a library with their headings, when you press its button",
        "Questions come from the notes alone.",
        ("write_questions",),
    ),
)


class ModelChoice:
    """The language model of the settings, behind a switch that is off until somebody turns it on.

    The switch holds for one model at one address: after another one was set, it is off again.
    `forget` deletes the answers that are kept.
    """

    def __init__(
        self,
        address: ModelAddress | None,
        switch: Switch,
        *,
        open_model: Callable[[ModelAddress], ChatModel],
        spending: Spending,
        forget: Callable[[], None] = lambda: None,
    ) -> None:
        """Name the model, which is opened when it is first asked for."""
        self.address = address
        self.forget = forget
        self.spending = spending
        self._switch = switch
        self._open_model = open_model
        self._lock = threading.Lock()
        self._opened: ChatModel | None = None

    @property
    def is_on(self) -> bool:
        """Whether texts are sent to the model."""
        return self.address is not None and self._switch.chosen() == str(self.address)

    @property
    def notice(self) -> str | None:
        """What a terminal says before texts are sent; None while the model is off."""
        return f"Language model on: {self.address}" if self.is_on else None

    def turn_on(self) -> None:
        """Send texts to the model from now on; raise MissingPart when none is set."""
        self._switch.choose(str(self._set()))

    def turn_off(self) -> None:
        """Send nothing to any model from now on."""
        self._switch.choose(None)

    def current(self) -> ChatModel | None:
        """Return the model while it is on, None while it is off or set aside."""
        return self.opened() if self.is_on and not is_set_aside() else None

    def opened(self) -> ChatModel:
        """Return the model, on or off, for who names it outright; raise MissingPart when none is set."""
        address = self._set()
        with self._lock:
            if self._opened is None:
                self._opened = self._open_model(address)
            return self._opened

    def test(self) -> str:
        """Send one tiny message and return what came back; raise what goes wrong.

        The message differs each time, so that no answer of the past is taken for a sign of life.
        """
        word = secrets.token_hex(3)
        message = Message(Role.USER, f"Reply with the word {word}, nothing else.")
        return self.opened().complete([message], prompt="test@1").text.strip()

    def _set(self) -> ModelAddress:
        if self.address is None:
            raise MissingPart(_NONE_SET)
        return self.address
