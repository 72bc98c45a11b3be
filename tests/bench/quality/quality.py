"""Measures the built-in model by the vectors that the application keeps, with the figures of assets/training/evaluate.py.

    quality.py --data ../shared/data --texts TEXTS             writes all texts that are needed, as a JSON list
    quality.py --data ../shared/data --texts TEXTS --vectors V  measures: V holds a row of float32 for each of them
"""

import argparse
import json
import pathlib
import sys

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "assets/training"))
import data
import evaluate
import topics


class Listing(evaluate.Evaluation):
    """Gives any vectors, and notes the texts."""

    def __init__(self, folder):
        self.folder, self.texts = folder, {}

    def embed(self, texts):
        for text in texts:
            self.texts.setdefault(text, len(self.texts))
        return numpy.random.default_rng(0).normal(size=(len(texts), 4)).astype(numpy.float32)

    def list(self):
        self.similarity()
        for one in evaluate.SETS:
            self.nearest_neighbors(one)
        self.embed([row["text"] for row in data.read_rows(self.folder / "sib200_28lang.csv.gz")])
        self.embed([row["text"] for row in data.read_rows(self.folder / "newsgroups20.csv.gz") if evaluate.in_test(row)])


class Measuring(evaluate.Evaluation):
    def __init__(self, folder, texts, vectors):
        self.folder = folder
        self.rows = {text: row for row, text in enumerate(texts)}
        self.vectors = vectors.reshape(len(texts), -1)

    def embed(self, texts):
        return self.vectors[[self.rows[text] for text in texts]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--texts", type=pathlib.Path, required=True)
    parser.add_argument("--vectors", type=pathlib.Path)
    options = parser.parse_args()
    if options.vectors is None:
        listing = Listing(options.data)
        listing.list()
        options.texts.write_text(json.dumps(list(listing.texts)))
        return
    texts = json.loads(options.texts.read_text())
    measuring = Measuring(options.data, texts, numpy.fromfile(options.vectors, dtype=numpy.float32))
    evaluate.report(evaluate.all_figures(measuring))


if __name__ == "__main__":
    main()
