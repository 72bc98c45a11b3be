"""Measures a trained model on data it was not trained on, as its int8 file computes.

Prints the targets and what else tells how general the model is. Where the labels of a train split
were trained on, queries are the other rows and their neighbors the train split; elsewhere a random
80/20 split is used too.
"""

import argparse
import pathlib
from typing import List, NamedTuple, Optional

import numpy
import onnx
import sentencepiece
import torch
from onnx import numpy_helper
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score
from sklearn.preprocessing import normalize as unit_rows

import data
import encoder
import topics

LARGEST_SET = 12000
TEST_PAIRS_SEEN_NOWHERE = ("2012/SMTeuroparl", "2014/tweet-news", "2015/answers-students",
                           "2015/belief", "2016/postediting", "2016/plagiarism",
                           "2016/question-question", "2013/FNWN", "2013/OnWN", "2014/OnWN")


class Figure(NamedTuple):
    name: str
    value: float
    target: Optional[float] = None


class LabelledSet(NamedTuple):
    file: str
    is_query: callable
    target: Optional[float]
    labels_trained_on: bool


def in_test(row) -> bool:
    return row["split"] == "test"


SETS = [
    LabelledSet("banking77.csv", in_test, 0.86, True),
    LabelledSet("clinc150_oos.csv", in_test, 0.88, True),
    LabelledSet("dbpedia14.csv", lambda r: not data.dbpedia_in_train(r), 0.92, True),
    LabelledSet("snips7.csv", in_test, None, True),
    LabelledSet("ag_news.csv.gz", in_test, 0.87, False),
    LabelledSet("sst2.csv.gz", in_test, None, False),
    LabelledSet("thucnews_zh.csv", in_test, None, False),
    LabelledSet("sms_spam.csv", None, None, False),
    LabelledSet("financial_phrasebank.csv", None, None, False),
    LabelledSet("md_agreement.csv", in_test, None, False),
]


def read_table(path: pathlib.Path) -> torch.Tensor:
    graph = onnx.load(str(path)).graph
    initializers = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    table = initializers["codes"].astype(numpy.float32) * initializers["scales"][:, None]
    return torch.from_numpy(table)


def ranks(values: numpy.ndarray) -> numpy.ndarray:
    """Mean rank of equal values."""
    _, inverse, counts = numpy.unique(values, return_inverse=True, return_counts=True)
    return (numpy.cumsum(counts) - (counts - 1) / 2)[inverse]


def spearman(a, b) -> float:
    return float(numpy.corrcoef(ranks(numpy.asarray(a)), ranks(numpy.asarray(b)))[0, 1])


def nearest_neighbor_accuracy(known, known_labels, queries, query_labels) -> float:
    nearest = numpy.concatenate([(queries[k:k + 1000] @ known.T).argmax(axis=1)
                                 for k in range(0, len(queries), 1000)])
    return float((known_labels[nearest] == query_labels).mean())


class Evaluation:
    def __init__(self, options):
        self.folder = options.data
        self.tokenizer = sentencepiece.SentencePieceProcessor(
            model_file=str(options.work / "vocabulary.model"))
        self.table = read_table(options.work / "model.onnx")[:, :options.dimension].contiguous()

    def embed(self, texts):
        corpus = encoder.Corpus(self.tokenizer, [data.normalize(t) for t in texts], 512)
        return encoder.embed(self.table, corpus)

    def correlation(self, rows) -> float:
        a, b = self.embed([r["text_a"] for r in rows]), self.embed([r["text_b"] for r in rows])
        return spearman((a * b).sum(axis=1), [float(r["score"]) for r in rows])

    def similarity(self) -> List[Figure]:
        """Dev splits without the few pairs that a train split has too, whatever its language."""
        pair = lambda r: frozenset((data.normalize(r["text_a"]), data.normalize(r["text_b"])))
        figures, seen = [], set()
        for name, file, target in [("STS-B dev", "sts_stsb_en_train_dev.csv", 0.82),
                                   ("STS-B dev, ten translations", "sts_stsb_multi_train_dev.csv.gz",
                                    None),
                                   ("SICK trial", "sts_sick_train_trial.csv", 0.72)]:
            rows = list(data.read_rows(self.folder / "pairs" / file))
            seen.update(pair(r) for r in rows if r["split"] == "train")
            figures.append(Figure(name, self.correlation(
                [r for r in rows if r["split"] == "dev" and pair(r) not in seen]), target))
        rows = list(data.read_rows(self.folder / "pairs" / "sts_2012_2016.csv"))
        by_source = {s: [r for r in rows if r["source"] == s and pair(r) not in seen]
                     for s in TEST_PAIRS_SEEN_NOWHERE}
        figures.append(Figure("STS 2012-2016, mean of ten parts that STS-B has not",
                              numpy.mean([self.correlation(r) for r in by_source.values()])))
        return figures

    def nearest_neighbors(self, one: LabelledSet) -> List[Figure]:
        rows = [r for r in data.read_rows(self.folder / one.file) if r["label"] != "oos"]
        vectors, labels = self.embed([r["text"] for r in rows]), numpy.array([r["label"] for r in rows])
        name, figures = one.file.split(".")[0], []
        if one.is_query is not None:
            query = numpy.array([one.is_query(r) for r in rows])
            figures.append(Figure(f"1-NN {name}, test to train", nearest_neighbor_accuracy(
                vectors[~query], labels[~query], vectors[query], labels[query]), one.target))
        if one.labels_trained_on:
            chosen = numpy.flatnonzero(query)
        else:
            chosen = numpy.arange(len(rows))
        order = numpy.random.default_rng(0).permutation(chosen)[:LARGEST_SET]
        known, queries = numpy.split(order, [len(order) * 4 // 5])
        within = "test split, " if one.labels_trained_on else ""
        figures.append(Figure(f"1-NN {name}, {within}random 80/20", nearest_neighbor_accuracy(
            vectors[known], labels[known], vectors[queries], labels[queries]),
            None if one.labels_trained_on else one.target))
        return figures

    def clusters(self) -> List[Figure]:
        """20 Newsgroups, test split: mutual information of 20 k-means clusters with the groups."""
        rows = [r for r in data.read_rows(self.folder / "newsgroups20.csv.gz") if in_test(r)]
        texts, labels = [r["text"] for r in rows], [r["label"] for r in rows]

        def information(vectors) -> float:
            runs = [KMeans(20, n_init=1, random_state=seed).fit_predict(vectors) for seed in range(5)]
            return float(numpy.mean([normalized_mutual_info_score(labels, run) for run in runs]))

        counts = TfidfVectorizer(sublinear_tf=True, min_df=3, max_df=0.5,
                                 stop_words="english").fit_transform(texts)
        baseline = information(unit_rows(TruncatedSVD(256, random_state=0).fit_transform(counts)))
        return [Figure("20 Newsgroups test split, k-means NMI; target: TF-IDF + SVD", information(self.embed(texts)), baseline)]


def all_figures(evaluation: Evaluation, quick: bool = False):
    """The figures, and SIB-200 by language."""
    figures = evaluation.similarity()
    for one in SETS:
        figures += evaluation.nearest_neighbors(one)
    by_language = topics.across_languages(evaluation.folder, evaluation.embed, not quick)
    figures += [Figure("SIB-200, probe trained on English, other languages with pair data",
                       topics.mean(by_language, 0, topics.WITHOUT_PAIRS), 0.60),
                Figure("SIB-200, probe trained on all languages", topics.mean(by_language, 1), 0.75)]
    if not quick:
        figures += evaluation.clusters()
    return figures, by_language


def report(measured, quick: bool = False):
    figures, by_language = measured
    for name, value, target in figures:
        verdict = "" if target is None else f"  target {target:.3f}  {'ok' if value >= target else 'MISSED'}"
        print(f"{value:.3f}  {name}{verdict}")
    if not quick:
        print("SIB-200 test accuracy of a probe trained on English, on all languages, on it alone")
        for language, scores in by_language.items():
            print(" ", language, *(f"{s:.2f}" for s in scores))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True,
                        help="folder of the evaluation sets, with pairs/ in it")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--dimension", type=int, default=256)
    parser.add_argument("--quick", action="store_true", help="no clusters, no table of languages")
    options = parser.parse_args()
    torch.set_num_threads(1)
    report(all_figures(Evaluation(options), options.quick), options.quick)


if __name__ == "__main__":
    main()
