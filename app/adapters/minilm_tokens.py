"""Token counts as MiniLM's tokenizer makes them, without loading the model."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.adapters import model_files

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class MiniLMTokenCounter:
    """Counts tokens with the `tokenizer.json` of a model, of the built-in MiniLM if left out."""

    def __init__(self, folder: Path | None = None) -> None:
        self._given = folder

    @cached_property
    def window(self) -> int:
        """How many tokens the embedder reads, special ones included (256 for MiniLM)."""
        config = (self._folder / "sentence_bert_config.json").read_text(encoding="utf-8")
        return int(json.loads(config)["max_seq_length"])

    def count(self, text: str) -> int:
        """Return the number of tokens of a text of any length, special ones included."""
        return len(self._tokenizer.encode(text).ids)

    def is_token(self, word: str) -> bool:
        """Say whether a word is one token: then it is common in the texts the model learnt from."""
        return self.count(word) == self.count("") + 1

    @cached_property
    def _folder(self) -> Path:
        return self._given or model_files.default_folder()

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        """Load the tokenizer.

        Its file asks for padding and truncation to 128 tokens, which would hide the true count.
        """
        from tokenizers import Tokenizer

        tokenizer: Tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer
