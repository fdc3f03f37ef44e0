"""A note in the corpus format without a breach, for tests to break in one place."""

from __future__ import annotations

_FILLER = "Each worker owns one buffer, and nobody else may touch it while a request is served. "

_SECTIONS = """\
## 📖 Concept

{prose}

## 🧠 Why It Matters

{prose}

## ⚙️ Internal Working

### Switching between threads

{prose}

## ✅ Best Practices

{prose}

## ❌ Common Mistakes

{prose}

## 🔐 Security Considerations

{prose}

## 🚀 Performance

{prose}

## 🧪 Code Examples

```python
total = sum(range(4))
print(total)  # -> 6
```

## 🏗️ Real-World Use Case

{prose}

## ❓ Interview Questions

"""

_QUESTION = """\
### {text} {{#gil-{slug} level={level} kind={kind}}}

{exhibit}{answer}

- **Key point** (one-thread, weight 2): Only the thread that holds the interpreter lock executes \
bytecode. → switching-between-threads
  - also: Python runs a single flow of instructions at any moment.
  - also: Everybody else has to queue until their turn.
  - wrong: Several cores run instructions at once if their data differ.
- **Key point** (io-release, senior): A thread gives the lock up while it waits for input. → \
internal-working
  - also: Blocking calls let go first, so others proceed.
  - also: When one sits on the network, another takes over.
  - wrong: Nothing changes hands before the read has finished.
- **Key point** (no-shield): Compound updates of shared data still need a mutex of their own. → \
common-mistakes
  - also: You protect your counters yourself, even so.
  - also: A read-modify-write may be torn apart in between.
  - wrong: The interpreter makes every statement atomic for you.
- **Follow-up** (io-release): What happens during a slow download?
- **Hint**: Think about what must be held.

"""

_ANSWER = (
    "A strong candidate says that one thread at a time runs, explains when it stops to do so, and "
    "names what follows for programs that compute and for programs that wait. "
)
_ASKED = (
    ("Why can two threads not compute side by side?", "parallel", "mid", "internals"),
    ("When does a thread let others run?", "switch", "mid", "concept"),
    ("Which programs gain from threads at all?", "gain", "senior", "trade-off"),
    ("What may go wrong with a shared counter?", "counter", "senior", "debugging"),
    ("How would you serve a thousand slow clients?", "clients", "senior", "scenario"),
    ("Which thread prints first here?", "first", "mid", "code-reading"),
)


def good_note() -> str:
    """Return the text of the note, whose id is `gil`."""
    sections = _SECTIONS.format(prose="\n\n".join([_FILLER * 5, _FILLER * 5]))
    return _FRONT + sections + "".join(_question(*asked) for asked in _ASKED)


def _question(text: str, slug: str, level: str, kind: str) -> str:
    exhibit = "```python\nprint(1)  # -> 1\n```\n\n" if kind == "code-reading" else ""
    return _QUESTION.format(
        text=text, slug=slug, level=level, kind=kind, exhibit=exhibit, answer=(_ANSWER * 3).strip()
    )


_FRONT = """\
---
id: gil
title: The Global Interpreter Lock
levels: [mid, senior, lead]
tags: [cpython, threads]
updated: 2026-11
sources:
  - "PEP 703"
  - "Python 3.14 documentation, threading"
---
# The Global Interpreter Lock

What the lock does, and when you need to know.

"""
