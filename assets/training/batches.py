"""Draws batches of positive pairs: half of them from one source, half from all."""

import random

import numpy

import data


class Stream:
    """Endless pairs of one source as rows (group, text, text)."""

    def __init__(self, source, first_group, first_text, rng):
        self.sizes = [len(group) for group in source.groups]
        starts = numpy.cumsum([0] + self.sizes[:-1]) + first_text
        self.starts, self.first_group, self.rng = starts, first_group, rng
        self.pairs, self.position, self.passes = numpy.zeros((0, 3), numpy.int64), 0, 0

    def take(self, count):
        parts = []
        while count > 0:
            if self.position == len(self.pairs):
                drawn = numpy.array(data.draw_pairs(self.sizes, self.rng))
                start = self.starts[drawn[:, 0]]
                self.pairs = numpy.stack([drawn[:, 0] + self.first_group, start + drawn[:, 1],
                                          start + drawn[:, 2]], axis=1)
                self.position, self.passes = 0, self.passes + 1
            part = self.pairs[self.position:self.position + count]
            self.position, count = self.position + len(part), count - len(part)
            parts.append(part)
        return numpy.concatenate(parts)


class Batches:
    """Texts of one kind are harder to tell apart than texts of all kinds; both are wanted."""

    def __init__(self, sources, batch_size, seed):
        self.rng = random.Random(seed)
        self.batch_size, self.names = batch_size, [s.name for s in sources]
        self.streams, groups, texts = [], 0, 0
        for source in sources:
            self.streams.append(Stream(source, groups, texts, self.rng))
            groups += len(source.groups)
            texts += sum(len(group) for group in source.groups)
        self.shares = numpy.array([s.weight for s in sources]) / sum(s.weight for s in sources)

    def draw(self, step):
        if step % 2 == 0:
            stream = self.rng.choices(self.streams, self.shares)[0]
            return stream.take(self.batch_size)
        counts = numpy.ceil(self.shares * self.batch_size).astype(int)
        return numpy.concatenate([s.take(c) for s, c in zip(self.streams, counts)])

    def passes(self):
        return {name: round(max(s.passes - 1, 0) + s.position / max(len(s.pairs), 1), 1)
                for name, s in zip(self.names, self.streams)}
