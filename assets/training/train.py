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
import optimizer
import vocabulary
from batches import Batches

DIMENSION = 256
PREFIXES = (128, 64)  # each second step trains one of these prefixes of the vector too
PREFIX_WEIGHT = 0.5
RANKED_PAIRS = 512


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
        some = self.rng.integers(0, len(scores), RANKED_PAIRS)
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
        loss = loss + options.ranking * losses.ranking_loss(first, second, scores)
    return loss


def train(options, sources, tokenizer):
    texts = [text for source in sources for group in source.groups for text in group]
    corpus = encoder.Corpus(tokenizer, texts, options.max_tokens, options.sampled)
    silent = vocabulary.silent_ids(tokenizer)
    weights = encoder.frequency_weights(corpus, tokenizer.get_piece_size(), options.smoothing)
    table = encoder.initial_table(weights, DIMENSION, silent, options.seed, options.start_size)
    if options.table:
        table.copy_(torch.from_numpy(numpy.load(options.table)))
    adam = optimizer.RowAdam(table)
    graded = GradedBatches(options, tokenizer)
    batches = Batches(sources, options.batch, options.seed)
    drawer = numpy.random.default_rng(options.seed)
    begin, total = time.time(), 0.0
    print(f"{len(texts)} texts, {len(corpus.ids)} tokens", flush=True)
    step, progress = 0, 0.0
    while progress < 1:
        batch = batches.draw(step)
        rows = batch[:, 1:].T.reshape(-1)
        rows = rows + len(corpus) * drawer.integers(0, corpus.ways, len(rows))
        ids, starts = corpus.bags(rows)
        scores = None
        if options.ranking > 0 and step % 2 == 0:
            graded_ids, graded_starts, scores = graded.draw()
            starts = torch.cat([starts, graded_starts + len(ids)])
            ids = torch.cat([ids, graded_ids])
        batch_encoder = encoder.BatchEncoder(table, ids, silent)
        sums = batch_encoder.sums(starts, options.dropout)
        loss = step_loss(sums, torch.from_numpy(batch[:, 0]), scores, step, options)
        loss.backward()
        rate = options.rate * min((step + 1) / options.warm_up, max(1 - progress, 0.01))
        adam.step(batch_encoder.rows, batch_encoder.values.grad, rate)
        total += float(loss)
        step += 1
        elapsed = time.time() - begin
        progress = elapsed / 60 / options.minutes if options.minutes else step / options.steps
        if step % 100 == 0:
            print(f"step {step}, {progress:.0%}: loss {total / 100:.3f}, {elapsed:.0f} s", flush=True)
            total = 0.0
        if options.checkpoint and step % options.checkpoint == 0:
            numpy.save(options.work / "checkpoint.npy", table.numpy())
    print("passes", batches.passes())
    return table


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--data", type=pathlib.Path, required=True, help="folder of the sets, with pairs/ in it")
    add("--work", type=pathlib.Path, required=True, help="folder for results")
    add("--licences", choices=["clean", "all"], default="clean")
    add("--without", nargs="*", default=[], help="sources to leave out")
    add("--vocabulary", type=int, default=64000)
    add("--steps", type=int, default=6000)
    add("--minutes", type=float, default=0, help="instead of a number of steps")
    add("--batch", type=int, default=2048)
    add("--rate", type=float, default=0.01)
    add("--warm-up", type=int, default=50, help="steps of rising rate")
    add("--dropout", type=float, default=0.15, help="share of tokens left out")
    add("--sampled", type=int, default=1, help="random ways to cut a text, beside the best")
    add("--smoothing", type=float, default=1e-3, help="a of the starting weights a / (a + p)")
    add("--start-size", type=float, default=1.0, help="length of a rare token's first vector")
    add("--ranking", type=float, default=0.3, help="weight of the graded pairs")
    add("--max-tokens", type=int, default=64)
    add("--table", type=pathlib.Path, help="a saved table to go on from")
    add("--checkpoint", type=int, default=500, help="steps between saved tables, 0 for none")
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
    table = train(options, sources, tokenizer)
    numpy.save(options.work / "table.npy", table.numpy())
    export.write_onnx(table.numpy(), options.work / "model.onnx")


if __name__ == "__main__":
    main()
