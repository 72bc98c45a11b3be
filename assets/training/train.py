"""Trains the built-in embedding: vocabulary, table, int8 ONNX. See README.md."""

import argparse
import pathlib
import time

import numpy
import sentencepiece
import torch

import data
import encoder
import export
import losses
import vocabulary
from batches import Batches
from token_vectors import TokenVectors

DIMENSION = 256
PREFIXES = (128, 64)  # each second step trains one of these prefixes of the vector too
PREFIX_WEIGHT = 0.5
GRADED_PAIRS = 512


class GradedBatches:
    """Pairs of one set of graded similarities at a time."""

    def __init__(self, options, tokenizer):
        sets = data.load_scored(options.data, options.licences == "clean")
        self.corpora = [encoder.Corpus(tokenizer, s.first + s.second, options.max_tokens)
                        for s in sets]
        self.scores = [torch.tensor(s.scores) for s in sets]
        weights = numpy.array([s.weight for s in sets])
        self.shares, self.rng = weights / weights.sum(), numpy.random.default_rng(options.seed)

    def draw(self):
        """Ids, bag starts (first texts, then second ones), scores."""
        one = self.rng.choice(len(self.shares), p=self.shares)
        scores = self.scores[one]
        some = self.rng.integers(0, len(scores), GRADED_PAIRS)
        rows = numpy.concatenate([some, some + len(scores)])
        return (*self.corpora[one].bags(rows), scores[some])


def step_loss(sums, groups, scores, step, options):
    """`sums`: first texts, second texts, and the first and second texts of the graded pairs."""
    pairs = len(groups)
    a, b = sums[:pairs], sums[pairs:2 * pairs]
    loss = losses.contrastive_loss(a, b, groups)
    if step % 2 == 0:
        size = PREFIXES[step // 2 % len(PREFIXES)]
        loss = loss + PREFIX_WEIGHT * losses.contrastive_loss(a[:, :size], b[:, :size], groups)
    if scores is not None:
        first, second = sums[2 * pairs:].chunk(2)
        loss = loss + options.graded * losses.correlation_loss(first, second, scores)
    return loss


def train(options, sources, tokenizer) -> torch.Tensor:
    """The table: one row a piece."""
    texts = [text for source in sources for group in source.groups for text in group]
    corpus = encoder.Corpus(tokenizer, texts, options.max_tokens)
    pieces = [tokenizer.id_to_piece(i) for i in range(tokenizer.get_piece_size())]
    silent = vocabulary.silent_ids(tokenizer)
    weights = encoder.frequency_weights(corpus, len(pieces), options.smoothing)
    start = encoder.initial_table(weights, DIMENSION, silent, options.seed, options.start_size)
    vectors = TokenVectors(start, pieces, silent)
    graded = GradedBatches(options, tokenizer)
    batches = Batches(sources, options.batch, options.seed)
    begin, total = time.time(), 0.0
    print(f"{len(texts)} texts, {len(corpus.ids)} tokens, {vectors.ngrams.count} n-grams", flush=True)
    for step in range(options.steps):
        pairs = batches.draw(step)
        ids, starts = corpus.bags(pairs[:, 1:].T.reshape(-1))
        scores = None
        if options.graded > 0 and step % 2 == 0:
            graded_ids, graded_starts, scores = graded.draw()
            starts = torch.cat([starts, graded_starts + len(ids)])
            ids = torch.cat([ids, graded_ids])
        batch = vectors.batch(ids)
        loss = step_loss(batch.sums(starts), torch.from_numpy(pairs[:, 0]), scores, step, options)
        loss.backward()
        rate = options.rate * min((step + 1) / options.warm_up, 1 - step / options.steps)
        vectors.learn(batch, rate)
        total += float(loss)
        if (step + 1) % 100 == 0:
            print(f"step {step + 1}: loss {total / 100:.3f}, {time.time() - begin:.0f} s", flush=True)
            total = 0.0
    print("passes", batches.passes())
    return vectors.table()


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--data", type=pathlib.Path, required=True, help="folder of the sets, with pairs/ in it")
    add("--work", type=pathlib.Path, required=True, help="folder for results")
    add("--licences", choices=["clean", "all"], default="clean")
    add("--without", nargs="*", default=[], help="sources to leave out")
    add("--vocabulary", type=int, default=64000)
    add("--steps", type=int, default=1200)
    add("--batch", type=int, default=2048)
    add("--rate", type=float, default=0.01)
    add("--warm-up", type=int, default=50, help="steps of rising rate")
    add("--smoothing", type=float, default=1e-3, help="a of the starting weights a / (a + p)")
    add("--start-size", type=float, default=1.0, help="length of a rare token's first vector")
    add("--graded", type=float, default=1.0, help="weight of the graded pairs")
    add("--max-tokens", type=int, default=64)
    add("--threads", type=int, default=1)
    add("--seed", type=int, default=1)
    return parser.parse_args()


def main():
    options = parse_options()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    sources = data.load_sources(options.data, options.licences == "clean", options.without)
    vocabulary_model = options.work / "vocabulary.model"
    if not vocabulary_model.exists():
        counts = vocabulary.word_counts(s for s in sources if s.clean)
        vocabulary.train_vocabulary(counts, options.work / "vocabulary", options.vocabulary)
    vocabulary.write_tokenizer(vocabulary_model, options.work / "tokenizer.json")
    tokenizer = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary_model))
    table = train(options, sources, tokenizer).numpy()
    numpy.save(options.work / "table.npy", table)
    export.write_onnx(table, options.work / "model.onnx")


if __name__ == "__main__":
    main()
