"""Windows of articles, as the engine's reader cut them (see attribution/internal/trainset)."""

import json

import numpy as np
import torch

from model import LABELS, ROLES

WINDOW = 160  # pieces that the engine reads at once
BEGINNING, PARTING, PADDING = 101, 102, 0
LOWER, TITLE, UPPER, MIXED, INITIAL = 1, 2, 3, 4, 7  # shapes of internal/window


class Article:
    def __init__(self, line):
        a = json.loads(line)
        self.id, self.outlet = a["id"], a["outlet"]
        self.pieces = np.array(a["pieces"], np.int64)
        self.features = np.array([f or [] for f in a["features"]], np.int64)
        self.words = a["words"] or []
        self.first = np.array((a["first"] or []) + [len(self.pieces)], np.int64)
        self.paragraphs = a["paragraphs"] or []
        self.attributions = a["attributions"] or []
        self.unary = self.pairs = None  # a teacher's marginals, of articles nobody marked
        self.labels = np.zeros(len(self.words), np.int64)
        for b in self.attributions:
            for role in ROLES:
                for start, end in b[role]:
                    if not self.labels[start:end].any():
                        self.labels[start:end] = LABELS.index("I-" + role)
                        self.labels[start] = LABELS.index("B-" + role)


def load(path):
    with open(path, encoding="utf8") as lines:
        return [a for a in map(Article, lines) if a.words]


class Window:
    """The words [start, end) of an article, whole paragraphs but where one is too long."""

    def __init__(self, article, start, end, breaks):
        self.article, self.start, self.end = article, start, end
        pieces, features, first = [[BEGINNING]], [np.zeros((3, 1), np.int64)], []
        at = 1
        edges = [start] + [b for b in breaks if start < b < end] + [end]
        for a, b in zip(edges, edges[1:]):
            lo, hi = article.first[a], article.first[b]
            pieces += [article.pieces[lo:hi], [PARTING]]
            features += [article.features[:, lo:hi], np.zeros((3, 1), np.int64)]
            first.append(article.first[a:b] - lo + at)
            at += hi - lo + 1
        self.pieces, self.features = np.concatenate(pieces), np.concatenate(features, 1)
        self.first = np.concatenate(first)


def windows(article, size=WINDOW, offset=0):
    """Cuts an article into windows of at most size pieces. The first has at most size - offset, so that windows of
    another offset have other borders."""
    breaks = [p[0] for p in article.paragraphs]
    found, start, used, limit = [], 0, 1, size - offset

    def close(end):
        nonlocal start, used, limit
        if end > start:
            found.append(Window(article, start, end, breaks))
        start, used, limit = end, 1, size

    for begin, end in article.paragraphs:
        need = article.first[end] - article.first[begin] + 1
        if used + need > limit:
            close(begin)
        if need + 1 <= limit:
            used += need
            continue
        for w in range(begin, end):
            n = article.first[w + 1] - article.first[w]
            if used + n + 1 > limit:
                close(w)
            used += n
        used += 1
    close(len(article.words))
    return found


def recase(features, random):
    """Writes a window in capitals or in small letters, as some pages are."""
    shape = features[0]
    letters = (shape == LOWER) | (shape == TITLE) | (shape == UPPER) | (shape == MIXED) | (shape == INITIAL)
    shape[letters] = LOWER if random.random() < 0.6 else UPPER


def batch(group, random=None):
    """Pads windows into one batch of tensors."""
    n, t, w = len(group), max(len(g.pieces) for g in group), max(len(g.first) for g in group)
    pieces = np.full((n, t), PADDING, np.int64)
    features = np.zeros((3, n, t), np.int64)
    first = np.zeros((n, w), np.int64)
    unary = np.zeros((n, w, len(LABELS)), np.float32)
    pairs = np.zeros((n, len(LABELS), len(LABELS)), np.float32)
    for i, g in enumerate(group):
        pieces[i, : len(g.pieces)] = g.pieces
        f = g.features.copy()
        if random is not None and random.random() < 0.06:
            recase(f, random)
        features[:, i, : f.shape[1]] = f
        first[i, : len(g.first)] = g.first
        a, words = g.article, g.end - g.start
        if a.unary is not None:
            unary[i, :words] = a.unary[g.start : g.end]
            unary[i, 0, 1::2] += unary[i, 0, 2::2]  # a window's first word goes on with nothing
            unary[i, 0, 2::2] = 0
            pairs[i] = a.pairs[g.start + 1 : g.end].sum(0, dtype=np.float32)
        else:
            labels = a.labels[g.start : g.end].copy()
            if LABELS[labels[0]].startswith("I-"):
                labels[0] -= 1
            unary[i, np.arange(words), labels] = 1
            np.add.at(pairs[i], (labels[:-1], labels[1:]), 1)
    return {
        "pieces": torch.from_numpy(pieces),
        "features": torch.from_numpy(features),
        "first": torch.from_numpy(first),
        "lengths": torch.tensor([len(g.first) for g in group]),
        "unary": torch.from_numpy(unary),
        "pairs": torch.from_numpy(pairs),
        "windows": group,
    }


def batches(articles, size, tokens, random):
    """Windows of all articles, of several sizes up to one, in random order and with random borders, those of like
    length together."""
    found = []
    for a in articles:
        limit = int(random.choice([size, size * 3 // 4, size // 2]))
        found += windows(a, limit, int(random.integers(limit // 2)))
    return grouped(found, size, tokens, random)


def grouped(windows, size, tokens, random):
    """Windows of at most a size in groups of about so many tokens, in random order, those of like length together."""
    random.shuffle(windows)
    groups, chunk = [], 64 * max(1, tokens // size)
    for i in range(0, len(windows), chunk):
        group = []
        for w in sorted(windows[i : i + chunk], key=lambda w: len(w.pieces)):
            if group and (len(group) + 1) * len(w.pieces) > tokens:
                groups.append(group)
                group = []
            group.append(w)
        groups.append(group)
    random.shuffle(groups)
    return groups
