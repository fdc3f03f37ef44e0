"""A model of inference that a user adds: its labels are read from its own configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.adapters.cross_encoder import CrossEncoderEntailment
from app.core.errors import MissingPart

pytestmark = pytest.mark.integration
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "locks", "wait", "threads", "run"]
ORDERS = [
    ("contradiction", "entailment", "neutral"),
    ("ENTAILMENT", "NEUTRAL", "CONTRADICTION"),
]


def saved(folder: Path, labels: tuple[str, ...]) -> str:
    """Save a tiny model with random weights and these labels, as sentence-transformers would."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(0)
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=dict(enumerate(labels)),
        label2id={label: number for number, label in enumerate(labels)},
        problem_type="single_label_classification",
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    return str(folder)


@pytest.mark.parametrize("labels", ORDERS)
def test_labels_in_any_order(tmp_path: Path, labels: tuple[str, ...]) -> None:
    """The same weights give each label's chance to the outcome that its name means."""
    entailment = CrossEncoderEntailment(saved(tmp_path, labels))
    (chances,) = entailment.judge([("threads wait", "threads run")])
    by_label = dict(zip((label[:4].lower() for label in labels), raw(tmp_path), strict=True))
    assert chances.met == pytest.approx(by_label["enta"], abs=1e-5)
    assert chances.missed == pytest.approx(by_label["neut"], abs=1e-5)
    assert chances.contradicted == pytest.approx(by_label["cont"], abs=1e-5)
    assert entailment.judge([]) == []


def raw(folder: Path) -> list[float]:
    from sentence_transformers import CrossEncoder

    pair = [("threads wait", "threads run")]
    return [float(x) for x in CrossEncoder(str(folder)).predict(pair, apply_softmax=True)[0]]


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    """The error names the model and the setting."""
    with pytest.raises(MissingPart, match="`verifier`"):
        CrossEncoderEntailment(str(tmp_path / "nowhere")).warm_up()


def test_a_model_of_something_else(tmp_path: Path) -> None:
    """A model that tells other things than inference is refused, not misread."""
    source = saved(tmp_path, ("toxic", "kind", "neutral"))
    with pytest.raises(MissingPart, match="entailment, neutral and contradiction"):
        CrossEncoderEntailment(source).warm_up()
