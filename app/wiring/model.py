"""Put the language model together: behind its switch, with its cache and its count of tokens.

Nothing of langchain or of a provider is imported before the model is on and called.
"""

from __future__ import annotations

from app.adapters.call_log import FileCallLog
from app.adapters.chat_cache import CachedChat, forget_answers
from app.adapters.chat_models import ChatLimits
from app.adapters.langchain_chat import LangchainChat
from app.adapters.model_switch import FileSwitch
from app.adapters.system_clock import SystemClock
from app.core.model_address import ModelAddress
from app.ports import ChatModel, Clock
from app.services.model_choice import ModelChoice
from app.services.spending import Spending
from app.services.watching import watcher
from app.settings import Settings


def open_model_choice(settings: Settings, clock: Clock | None = None) -> ModelChoice:
    """Return the language model of the settings, behind its switch."""
    folder = settings.model_folder
    spending = Spending(FileCallLog(folder / "calls.jsonl"), clock or SystemClock())
    limits = ChatLimits(
        context=settings.model_context,
        answer=settings.model_answer,
        timeout=settings.model_timeout,
        price_in=settings.model_price_in,
        price_out=settings.model_price_out,
    )

    def opened(address: ModelAddress) -> ChatModel:
        meter = spending.meter(address.name)
        model = LangchainChat(address, limits, meter=meter, watch=watcher)
        made_by = f"{address}, {limits.context} and {limits.answer} tokens"
        return CachedChat(model, folder / "answers", made_by=made_by)

    return ModelChoice(
        settings.model_address,
        FileSwitch(folder / "on"),
        open_model=opened,
        spending=spending,
        forget=lambda: forget_answers(folder / "answers"),
    )
