"""Put the parts together: the only module that names adapters.

Opening is quick: torch, Chroma and the models are loaded when they are first needed, or by `warm_up` in a thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

import ingest.pipeline
from app.adapters.bm25_lexical import Bm25Index
from app.adapters.chroma_index import ChromaIndex
from app.adapters.library_files import LibraryFiles
from app.adapters.minilm_tokens import MiniLMTokenCounter
from app.adapters.sentence_embedder import SentenceEmbedder
from app.adapters.sql_ledger import SqlDrafts, SqlLedger, connect
from app.adapters.system_clock import SystemClock
from app.core.library import IngestReport, Progress
from app.grading import Grader
from app.services.ask import Asker
from app.services.grade import TurnGrading
from app.services.index_jobs import IndexJobs
from app.services.interview import Interviewer
from app.services.retrieve import Retriever
from app.services.shelf import Shelf
from app.settings import Settings

BUILT_IN = "python-backend"


def built_in_notes() -> Path:
    """Return the folder of the built-in notes, in a checkout or an installed wheel."""
    return Path(str(resources.files("corpus"))) / "notes"
