"""Trains the Unigram vocabulary and writes it as a Hugging Face tokenizer.json."""

import collections
import json
import pathlib
import unicodedata
from typing import Dict, List

import sentencepiece

UNKNOWN_ID = 0
LONGEST_PIECE = 16


def train_vocabulary(counts: Dict[str, int], prefix: pathlib.Path, size: int) -> pathlib.Path:
    """Trains on the counts of words (what stands between spaces) of normalized texts."""
    corpus = prefix.with_suffix(".tsv")
    with corpus.open("w", encoding="utf-8") as file:
        for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            file.write(f"{word}\t{count}\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(corpus), input_format="tsv", model_prefix=str(prefix), model_type="unigram",
        vocab_size=size, character_coverage=0.9999, max_sentencepiece_length=LONGEST_PIECE,
        num_threads=2, normalization_rule_name="identity", unk_id=UNKNOWN_ID, bos_id=-1,
        eos_id=-1, pad_id=-1, split_digits=False, max_sentence_length=16384, minloglevel=1)
    return prefix.with_suffix(".model")


def word_counts(sources) -> Dict[str, int]:
    counts = collections.Counter()
    for source in sources:
        if source.vocabulary > 0:
            own = collections.Counter(w for group in source.groups for t in group
                                      for w in t.split())
            for word, count in own.items():
                counts[word] += count * source.vocabulary
    return counts


def says_nothing(piece: str) -> bool:
    """Spaces, punctuation and marks that are no letters; emoji and digits do say something."""
    kinds = [unicodedata.category(c) for c in piece.replace("\u2581", "")]
    return all(kind[0] in "PZC" or kind in ("Sm", "Sc", "Sk") for kind in kinds)


def silent_ids(model: sentencepiece.SentencePieceProcessor) -> List[int]:
    """Tokens without a vector: the unknown one, the bare space, punctuation."""
    pieces = range(model.get_piece_size())
    return [i for i in pieces if i == UNKNOWN_ID or says_nothing(model.id_to_piece(i))]


def pieces_with_scores(model: sentencepiece.SentencePieceProcessor) -> List[list]:
    return [[model.id_to_piece(i), 0.0 if i == UNKNOWN_ID else round(model.get_score(i), 4)]
            for i in range(model.get_piece_size())]


def tokenizer_json(model: sentencepiece.SentencePieceProcessor) -> dict:
    metaspace = {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always",
                 "split": True}
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
        "normalizer": {"type": "Sequence",
                       "normalizers": [{"type": "NFKC"}, {"type": "Lowercase"}]},
        "pre_tokenizer": {"type": "Sequence",
                          "pretokenizers": [{"type": "WhitespaceSplit"}, metaspace]},
        "post_processor": None, "decoder": metaspace,
        "model": {"type": "Unigram", "unk_id": UNKNOWN_ID, "byte_fallback": False,
                  "vocab": pieces_with_scores(model)},
    }


def write_tokenizer(model_path: pathlib.Path, out: pathlib.Path) -> None:
    model = sentencepiece.SentencePieceProcessor(model_file=str(model_path))
    text = json.dumps(tokenizer_json(model), ensure_ascii=False, separators=(",", ":"))
    out.write_text(text + "\n", encoding="utf-8")
