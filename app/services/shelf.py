"""The libraries that are open: each read once a generation, and always the current one."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.core.errors import NotIndexed
from app.core.library import Contents, Manifest
from app.core.passage import Passage
from app.core.question import Question
from app.ports import Libraries
from app.services.lasting import settle


@dataclass(frozen=True, slots=True)
class OpenLibrary:
    """A generation of a library.

    `passages` and `questions` are by id. `manifest.collection` is None while there are no vectors.
    """

    manifest: Manifest
    contents: Contents
    passages: Mapping[str, Passage]
    questions: Mapping[str, Question]
    sections: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the library."""
        return self.manifest.library


class Shelf:
    """Opens libraries. Safe to share between threads; notices a new generation by itself."""

    def __init__(self, libraries: Libraries) -> None:
        self._libraries = libraries
        self._lock = threading.Lock()
        self._open: dict[str, OpenLibrary] = {}

    def names(self) -> list[str]:
        """Return the names of the libraries that can be opened, sorted."""
        return self._libraries.names()

    def open(self, library: str) -> OpenLibrary:
        """Return the current generation of a library; raise NotIndexed when it has none."""
        manifest = self._manifest(library)
        while True:
            try:
                return self._current(manifest)
            except NotIndexed:
                # Two generations may be published before the first one's contents are read.
                newer = self._manifest(library)
                if newer.generation == manifest.generation:
                    raise
                manifest = newer

    def _manifest(self, library: str) -> Manifest:
        manifest = self._libraries.manifest(library)
        if manifest is None:
            known = ", ".join(self.names()) or "none"
            raise NotIndexed(
                f"There is no library {library} (there is: {known}). "
                f"Run `hotseat ingest DIR --library {library}`."
            )
        return manifest

    def _current(self, manifest: Manifest) -> OpenLibrary:
        with self._lock:
            held = self._open.get(manifest.library)
            if held is None or held.manifest.generation != manifest.generation:
                held = _opened(manifest, self._libraries.contents(manifest))
                settle()
            elif held.manifest != manifest:
                held = replace(held, manifest=manifest)
            self._open[manifest.library] = held
            return held


def _opened(manifest: Manifest, contents: Contents) -> OpenLibrary:
    sections = {passage.section for passage in contents.passages}
    sections |= {question.section for question in contents.questions}
    return OpenLibrary(
        manifest=manifest,
        contents=contents,
        passages={passage.id: passage for passage in contents.passages},
        questions={question.id: question for question in contents.questions},
        sections=tuple(sorted(sections)),
    )
