"""SIB-200: the topic of a sentence in 28 languages, told by a linear probe."""

import collections
import pathlib

import numpy
import torch

import data

ENGLISH = "eng_Latn"
WITHOUT_PAIRS = (ENGLISH, "mya_Mymr")  # Burmese is in no pair set


def linear_probe(vectors, labels):
    """Multinomial logistic regression with a small L2 penalty, by L-BFGS; a predicting function."""
    names, targets = numpy.unique(labels, return_inverse=True)
    x, y = torch.from_numpy(vectors), torch.from_numpy(targets)
    weights = torch.zeros(x.shape[1] + 1, len(names), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def loss():
        optimizer.zero_grad()
        value = torch.nn.functional.cross_entropy(x @ weights[:-1] * 10 + weights[-1], y)
        value = value + 1e-3 * weights[:-1].square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    w = weights.detach().numpy()
    return lambda v: names[(v @ w[:-1] * 10 + w[-1]).argmax(axis=1)]


def across_languages(folder: pathlib.Path, embed, own_probe: bool):
    """Per language, test accuracy of a probe trained on English, on all languages, on it alone."""
    by_part = collections.defaultdict(lambda: ([], []))
    for row in data.read_rows(folder / "sib200_28lang.csv.gz"):
        texts, labels = by_part[row["lang"], row["split"]]
        texts.append(row["text"])
        labels.append(row["label"])
    vectors = {key: embed(texts) for key, (texts, _) in by_part.items()}
    languages = sorted({language for language, _ in by_part})
    probe = lambda group: linear_probe(
        numpy.concatenate([vectors[x, "train"] for x in group]),
        numpy.concatenate([by_part[x, "train"][1] for x in group]))
    english, everything = probe([ENGLISH]), probe(languages)
    result = {}
    for language in languages:
        x, y = vectors[language, "test"], numpy.array(by_part[language, "test"][1])
        probes = [english, everything] + ([probe([language])] if own_probe else [])
        result[language] = [float((p(x) == y).mean()) for p in probes]
    return result


def mean(by_language, probe: int, without=()) -> float:
    return float(numpy.mean([s[probe] for language, s in by_language.items()
                             if language not in without]))
