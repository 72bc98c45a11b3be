"""Reads the data sets as groups of texts that belong together.

Every source becomes a list of groups; any two texts of one group are a positive pair: they mean
the same, come from one document, or carry the same label of a training split.
A `clean` source has a stated licence that lets derived works be redistributed; the others are
read only with `--data all`, to measure what leaving them out costs.
"""

import collections
import csv
import gzip
import pathlib
import random
import unicodedata
from typing import Callable, Dict, Iterator, List, NamedTuple

csv.field_size_limit(1 << 30)
Group = List[str]
Row = Dict[str, str]
DBPEDIA_HELD_OUT = 5  # every fifth row is for evaluation only


class Source(NamedTuple):
    name: str
    clean: bool
    weight: float  # its share of the training pairs, relative to the other sources
    vocabulary: int  # how often its texts count when the vocabulary is made
    groups: List[Group]


def read_rows(path: pathlib.Path) -> Iterator[Row]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def normalize(text: str) -> str:
    """The same normalization as tokenizer.json: NFKC, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def always(_: Row) -> bool:
    return True


def in_train(row: Row) -> bool:
    return row["split"] == "train"


def dbpedia_in_train(row: Row) -> bool:
    """The file is one split; its held-out part is fixed here."""
    return int(row["id"].rpartition("-")[2]) % DBPEDIA_HELD_OUT != 0


def pairs(path, keep: Callable[[Row], bool] = always) -> List[Group]:
    return [[r["text_a"], r["text_b"]] for r in read_rows(path) if keep(r)]


def groups(path, keep: Callable[[Row], bool] = always, key: str = "group") -> List[Group]:
    found = collections.defaultdict(list)
    for row in read_rows(path):
        if keep(row):
            found[row[key]].append(row["text"])
    return list(found.values())


def by_first_text(found: List[Group]) -> List[Group]:
    merged = collections.defaultdict(list)
    for first, second in found:
        merged[first].append(second)
    return [[first, *others] for first, others in merged.items()]


def labels(path, keep: Callable[[Row], bool] = in_train, without=()) -> List[Group]:
    """Texts of one class; rows of several labels say too little about one."""
    single = lambda r: keep(r) and ";" not in r["label"] and r["label"] not in without
    return groups(path, single, "label")


def segments(texts: List[str], words: int = 14, most: int = 8) -> List[Group]:
    """Cuts each document into stretches; stretches of one document belong together."""
    found = []
    for text in texts:
        tokens = text.split()
        count = min(most, len(tokens) // words)
        if count > 1:
            found.append([" ".join(tokens[k * len(tokens) // count:(k + 1) * len(tokens) // count])
                          for k in range(count)])
    return found


def trivia(path: pathlib.Path) -> List[Group]:
    """Question and "category answer"; a few categories say nothing about the topic."""
    return [[r["text"], r["label"].replace("-", " ") + " " + r["answer"]] for r in read_rows(path)
            if r["label"] not in ("general", "newest", "rated")]


def stsb_translations(folder: pathlib.Path) -> List[Group]:
    """The train half of STS-B in eleven languages: one group per sentence, two if they differ."""
    by_language = collections.defaultdict(list)
    for name in ["sts_stsb_en_train_dev.csv", "sts_stsb_multi_train_dev.csv.gz"]:
        for row in read_rows(folder / name):
            if in_train(row):
                by_language[row.get("lang", "en")].append(row)
    rows_per_language = {len(rows) for rows in by_language.values()}
    assert len(rows_per_language) == 1, f"STS-B rows are not parallel: {rows_per_language}"
    found = []
    for rows in zip(*by_language.values()):
        first, second = [r["text_a"] for r in rows], [r["text_b"] for r in rows]
        same = float(rows[0]["score"]) >= 4.0
        found.extend([first + second] if same else [first, second])
    return found


def load_sources(folder: pathlib.Path, clean_only: bool, without=()) -> List[Source]:
    """`folder` holds the labelled sets, and pairs/ in it the pair sets."""
    d, p = folder, folder / "pairs"
    positive = lambda row: float(row["score"]) >= 1
    dbpedia = lambda: [r for r in read_rows(d / "dbpedia14.csv") if dbpedia_in_train(r)]
    news = lambda: [r["text"] for r in read_rows(d / "newsgroups20.csv.gz") if in_train(r)]
    table = [
        # name, clean, weight, vocabulary, groups
        ("oewn_glosses", True, 6, 1, lambda: by_first_text(pairs(p / "oewn_glosses.csv.gz"))),
        ("tatoeba", True, 4, 2, lambda: by_first_text(pairs(p / "tatoeba_multilingual.csv.gz"))),
        ("xquad", True, 1, 3, lambda: groups(p / "xquad_questions.csv.gz")),
        ("nusax_mt", True, 0.5, 1, lambda: groups(p / "nusax_mt.csv.gz")),
        ("tldr", True, 1.5, 1, lambda: groups(p / "tldr_multilingual_groups.csv.gz")),
        ("stsb_translations", True, 2, 1, lambda: stsb_translations(p)),
        ("jsts", True, 0.3, 1,
         lambda: pairs(p / "sts_jsts_train.csv", lambda r: float(r["score"]) >= 4)),
        ("snli", True, 1.5, 1,
         lambda: pairs(p / "snli_dev_test.csv.gz", lambda r: r["label"] == "entailment")),
        ("medquad", True, 1, 1, lambda: pairs(p / "medquad.csv.gz")),
        ("medquad_segments", True, 0.5, 0, lambda: segments(
            [r["text_b"] for r in read_rows(p / "medquad.csv.gz")])),
        ("scitldr", True, 0.7, 1, lambda: pairs(p / "scitldr.csv.gz")),
        ("scitldr_segments", True, 0.7, 0, lambda: segments(
            [r["text_b"] for r in read_rows(p / "scitldr.csv.gz")])),
        ("trivia", True, 2, 1, lambda: trivia(d / "opentriviaqa.csv.gz")),
        ("trivia_labels", True, 0.5, 0, lambda: labels(
            d / "opentriviaqa.csv.gz", always, without=("general", "newest", "rated"))),
        ("dbpedia_segments", True, 1.5, 1, lambda: segments([r["text"] for r in dbpedia()])),
        ("sib200_translations", True, 3, 5,
         lambda: groups(d / "sib200_28lang.csv.gz", in_train, "index_id")),
        ("sib200_labels", True, 1.5, 0, lambda: labels(d / "sib200_28lang.csv.gz")),
        ("dbpedia_labels", True, 0.7, 0, lambda: labels(d / "dbpedia14.csv", dbpedia_in_train)),
        ("banking77_labels", True, 0.7, 1, lambda: labels(d / "banking77.csv")),
        ("clinc150_labels", True, 0.7, 1,
         lambda: labels(d / "clinc150_oos.csv", without=("oos",))),
        ("snips7_labels", True, 0.2, 1, lambda: labels(d / "snips7.csv")),
        ("goemotions_labels", True, 0.3, 1,
         lambda: labels(d / "goemotions.csv.gz", without=("neutral",))),
        ("newsgroups_segments", True, 2, 0, lambda: segments(news(), 30)),
        ("newsgroups_labels", True, 0.5, 0, lambda: labels(d / "newsgroups20.csv.gz")),
        ("multi30k_captions", False, 3, 1,
         lambda: groups(p / "multi30k_captions.csv.gz", in_train)),
        ("flickr8k_captions", False, 1, 1, lambda: groups(p / "flickr8k_captions.csv.gz")),
        ("simplification", False, 1, 1, lambda: groups(p / "simplification_groups.csv.gz")),
        ("webnlg", False, 1, 1, lambda: groups(p / "webnlg_groups.csv.gz")),
        ("parasci", False, 1, 1, lambda: pairs(p / "parasci.csv.gz", positive)),
        ("quora", False, 1, 1, lambda: pairs(p / "quora_duplicates_dev_test.csv.gz", positive)),
        ("medical_questions", False, 0.3, 1,
         lambda: pairs(p / "medical_question_pairs.csv", positive)),
        ("agnews_segments", False, 1, 1, lambda: segments(
            [r["text"] for r in read_rows(d / "ag_news.csv.gz") if in_train(r)], 10)),
    ]
    unknown = set(without) - {row[0] for row in table}
    assert not unknown, f"no such source: {unknown}"
    sources = []
    for name, clean, weight, vocabulary, read in table:
        if (clean or not clean_only) and name not in without:
            found = [[t for t in map(normalize, group) if t] for group in read()]
            sources.append(Source(name, clean, weight, vocabulary,
                                  [group for group in found if len(group) > 1]))
    return sources


def draw_pairs(group_sizes, rng: random.Random):
    """One pass in random order: (group, i, j), disjoint random pairs of each group."""
    drawn = []
    for group, size in enumerate(group_sizes):
        order = rng.sample(range(size), size)
        drawn.extend((group, order[k], order[k + 1]) for k in range(0, size - 1, 2))
    rng.shuffle(drawn)
    return drawn


class ScoredPairs(NamedTuple):
    """Graded similarities; scores of one set can be compared with each other."""
    name: str
    weight: float
    first: List[str]
    second: List[str]
    scores: List[float]


def load_scored(folder: pathlib.Path, clean_only: bool) -> List[ScoredPairs]:
    """Train splits only. SNLI: what follows is closer than what may be, that than a contradiction."""
    p = folder / "pairs"
    score = lambda row: float(row["score"])
    step = lambda row: {"entailment": 2.0, "neutral": 1.0, "contradiction": 0.0}[row["label"]]
    table = [
        ("stsb_en", True, 2, "sts_stsb_en_train_dev.csv", in_train, score),
        ("stsb_multi", True, 2, "sts_stsb_multi_train_dev.csv.gz", in_train, score),
        ("jsts", True, 0.5, "sts_jsts_train.csv", in_train, score),
        ("snli", True, 1, "snli_dev_test.csv.gz", lambda r: r["label"] != "-", step),
        ("sick", False, 1, "sts_sick_train_trial.csv", in_train, score),
    ]
    found = []
    for name, clean, weight, file, keep, value in table:
        if clean or not clean_only:
            rows = [r for r in read_rows(p / file) if keep(r)]
            found.append(ScoredPairs(name, weight, [normalize(r["text_a"]) for r in rows],
                                     [normalize(r["text_b"]) for r in rows],
                                     [value(r) for r in rows]))
    return found
