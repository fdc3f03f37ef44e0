"""`python -m app.evaluation.usual_ingest NOTES STORE MODEL`: the usual way to ingest notes.

As langchain's tutorials do it: chunks of 1,000 characters that overlap by 200, embedded by
sentence-transformers as it comes, and put into Chroma. A process of its own, so that what it takes
can be compared.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.evaluation.usual_pipeline import OVERLAP, SIZE

_BATCH = 5000


def main(notes: str, store: str, model: str) -> None:
    """Ingest the Markdown notes below a folder and print how many chunks they gave."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import chromadb
    from chromadb.config import Settings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(notes).rglob("*.md"))]
    chunks = [chunk for text in texts for chunk in splitter.split_text(text)]
    embedder = SentenceTransformer(model, device="cpu", local_files_only=True)
    vectors = embedder.encode(chunks)
    client = chromadb.PersistentClient(store, settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("notes", embedding_function=None)
    for start in range(0, len(chunks), _BATCH):
        collection.add(
            ids=[str(n) for n in range(start, min(start + _BATCH, len(chunks)))],
            embeddings=vectors[start : start + _BATCH],
            documents=chunks[start : start + _BATCH],
        )
    sys.stdout.write(f"{len(chunks)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
