"""The network that tells whom pronouns mean: an encoder like the engine's, told which pieces are names and which are
mentions, and scores of pairs of a mention and a name."""

import json
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import BEGINNING, PADDING, PARTING, grouped
from model import NEVER, Network
from people import same

SPAN = 128  # width of the vectors that are compared
ROLES = 4  # of a piece: none, begins a name, goes on with a name, of a mention
NAME, WITHIN, MENTION = 1, 2, 3
RANKS = 8  # names between a mention and a name are told apart up to this many
STEPS = 8  # powers of two of the words between them
WINDOW = 192  # pieces
AHEAD = 40  # of them after the last mention, at most
BEFORE = 100  # that a window's first mention has before it, if there are so many


class Resolver(Network):
    """Encoder with roles of pieces, and vectors of spans."""

    def __init__(self, encoder):
        super().__init__(encoder)
        width = encoder.width
        self.role = nn.Embedding(ROLES, width)
        nn.init.normal_(self.role.weight, std=0.02)
        with torch.no_grad():
            self.role.weight[0] = 0
        # Vectors of: a mention's first and last word, a name's first and last word.
        self.span = nn.Linear(width, 4 * SPAN)
        self.rank = nn.Parameter(torch.zeros(2 * RANKS + 1))
        self.step = nn.Parameter(torch.zeros(2 * STEPS + 1))
        self.none = nn.Parameter(torch.zeros(SPAN))
        self.none_bias = nn.Parameter(torch.zeros(()))

    @torch.no_grad()
    def slim(self, inner, texts):
        """Leaves so many of the inner neurons of each layer: those that add most to it over some texts."""
        weighed = [[] for _ in self.encoder.layers]
        hooks = [
            layer.down.register_forward_pre_hook(lambda _, x, w=w: w.append(x[0].abs().mean((0, 1))))
            for layer, w in zip(self.encoder.layers, weighed)
        ]
        answers(self.eval(), texts)
        for layer, w, hook in zip(self.encoder.layers, weighed, hooks):
            hook.remove()
            share = torch.stack(w).mean(0) * layer.down.weight.norm(dim=0)
            best = share.topk(inner).indices.sort().values
            layer.up.weight, layer.up.bias = nn.Parameter(layer.up.weight[best]), nn.Parameter(layer.up.bias[best])
            layer.down.weight = nn.Parameter(layer.down.weight[:, best].contiguous())

    def scores(self, b):
        """Scores [mentions, names + 1] that a mention means a name of its window; the last is for none."""
        x = self.encoder(b["pieces"], b["features"], self.role(b["roles"]).to(self.encoder.token.weight.dtype))
        v = self.span(x.float()).view(*x.shape[:2], 4, SPAN)
        m, n = b["mentions"], b["names"]  # rows (window, first piece of the first word, of the last word)
        asks = v[m[:, 0], m[:, 1], 0] + v[m[:, 0], m[:, 2], 1]
        answers = v[n[:, 0], n[:, 1], 2] + v[n[:, 0], n[:, 2], 3]
        scores = asks @ answers.T / math.sqrt(SPAN) + self.rank[b["rank"]] + self.step[b["step"]]
        scores = scores.masked_fill(m[:, None, 0] != n[None, :, 0], NEVER)
        none = asks @ self.none[:, None] / math.sqrt(SPAN) + self.none_bias
        return torch.cat([scores, none], 1)


class Text:
    """An example, cut into pieces, with its names and mentions in words."""

    def __init__(self, example, cut):
        self.example = example
        self.pieces = np.array(cut["pieces"], np.int64)
        self.features = np.array(cut["features"], np.int64)
        words = np.array(cut["words"]).reshape(-1, 2)
        self.first = np.array(cut["first"] + [len(self.pieces)], np.int64)
        self.breaks = {p[0] for p in cut["paragraphs"]}

        self.words = words
        self.names = [self.turn(n) for n in example["names"]]
        self.mentions = [self.turn(m["at"]) for m in example["mentions"]]

    def turn(self, span):
        """The words [first, last) of a span of bytes."""
        return int(np.searchsorted(self.words[:, 1], span[0], "right")), int(np.searchsorted(self.words[:, 0], span[1]))


def load(examples, cuts):
    with open(examples, encoding="utf8") as a, open(cuts, encoding="utf8") as b:
        return [Text(json.loads(e), json.loads(c)) for e, c in zip(a, b, strict=True)]


class Window:
    """The words [start, end) of a text, with the mentions of it that are asked for."""

    def __init__(self, text, start, end, mentions):
        self.text, self.start, self.end, self.mentions = text, start, end, mentions
        self.place, pieces, features = {}, [[BEGINNING]], [np.zeros((3, 1), np.int64)]
        at = 1
        edges = [start] + sorted(b for b in text.breaks if start < b < end) + [end]
        for a, b in zip(edges, edges[1:]):
            lo, hi = text.first[a], text.first[b]
            pieces += [text.pieces[lo:hi], [PARTING]]
            features += [text.features[:, lo:hi], np.zeros((3, 1), np.int64)]
            for w in range(a, b):
                self.place[w] = (int(text.first[w] - lo) + at, int(text.first[w + 1] - lo) + at)
            at += hi - lo + 1
        self.pieces, self.features = np.concatenate(pieces), np.concatenate(features, 1)
        self.names = [i for i, (a, b) in enumerate(text.names) if start <= a < b <= end]
        self.roles = np.zeros(len(self.pieces), np.int64)
        for i in self.names:
            a, b = text.names[i]
            self.roles[self.place[a][0] : self.place[b - 1][1]] = WITHIN
            self.roles[self.place[a][0]] = NAME
        for i in mentions:
            a, b = text.mentions[i]
            self.roles[self.place[a][0] : self.place[b - 1][1]] = MENTION


def around(text, first, last, size):
    """The words of a window for the words [first, last): at most AHEAD pieces after them, as much as there is room for
    before them, and after them again what the beginning leaves over."""
    n = len(text.first) - 1

    def cost(word, edge):  # of a word, and of the mark between paragraphs where it joins
        return int(text.first[word + 1] - text.first[word]) + (edge in text.breaks)

    room = size - 2 - sum(cost(w, w) for w in range(first, last)) + (first in text.breaks)
    start, end = first, last

    def ahead(most):
        nonlocal end, room
        while end < n and cost(end, end) <= min(most, room):
            most -= cost(end, end)
            room -= cost(end, end)
            end += 1

    ahead(AHEAD)
    while start > 0 and cost(start - 1, start) <= room:
        room -= cost(start - 1, start)
        start -= 1
    ahead(room)
    return start, end


def windows(text, size=WINDOW, before=BEFORE):
    """Windows that hold each mention once, each with as many as stand near each other."""
    order = sorted(range(len(text.mentions)), key=lambda i: text.mentions[i])
    found, group = [], []
    for i in order + [None]:
        if group:
            a = text.mentions[group[0]][0]
            fits = i is not None and text.first[text.mentions[i][1]] - text.first[a] + before + AHEAD <= size
            if fits:
                group.append(i)
                continue
            b = text.mentions[group[-1]][1]
            found.append(Window(text, *around(text, a, b, size), group))
        group = [i]
    return found


def batch(group):
    n, t = len(group), max(len(w.pieces) for w in group)
    pieces = np.full((n, t), PADDING, np.int64)
    features, roles = np.zeros((3, n, t), np.int64), np.zeros((n, t), np.int64)
    names, mentions, target, rank, step = [], [], [], [], []
    for i, w in enumerate(group):
        pieces[i, : len(w.pieces)] = w.pieces
        features[:, i, : len(w.pieces)] = w.features
        roles[i, : len(w.pieces)] = w.roles
    all_names = sum(len(w.names) for w in group)
    at = 0
    soft = []
    for i, w in enumerate(group):
        mine = np.array([w.text.names[j] for j in w.names], np.int64).reshape(-1, 2)
        names += [[i, w.place[a][0], w.place[b - 1][0]] for a, b in mine]
        for j in w.mentions:
            a, b = w.text.mentions[j]
            mentions.append([i, w.place[a][0], w.place[b - 1][0]])
            r, s = np.zeros(all_names, np.int64), np.zeros(all_names, np.int64)
            if len(mine):
                before = mine[:, 0] < a
                count = before.sum()
                places = np.arange(len(mine))
                r[at : at + len(mine)] = np.clip(np.where(before, places - count, places - count + 1), -RANKS, RANKS)
                far = np.where(before, a - mine[:, 1], mine[:, 0] - b)
                far = np.minimum(np.floor(np.log2(np.maximum(far, 0) + 1)) + 1, STEPS).astype(np.int64)
                s[at : at + len(mine)] = np.where(before, -far, far)
            rank.append(r + RANKS)
            step.append(s + STEPS)
            m = w.text.example["mentions"][j]
            good = np.zeros(all_names + 1, bool)
            right = set(m["right"])
            for k, name in enumerate(w.names):
                good[at + k] = name in right
            good[-1] = m["none"] or not good.any()
            target.append(good)
            p = np.zeros(all_names + 1, np.float32)
            if "p" in m:
                p[at : at + len(mine)] = [m["p"][name] for name in w.names]
                p[-1] = max(0.0, 1 - p.sum())
            soft.append(p)
        at += len(mine)
    return {
        "pieces": torch.from_numpy(pieces),
        "features": torch.from_numpy(features),
        "roles": torch.from_numpy(roles),
        "names": torch.tensor(names, dtype=torch.long).reshape(-1, 3),
        "mentions": torch.tensor(mentions, dtype=torch.long).reshape(-1, 3),
        "rank": torch.from_numpy(np.array(rank)),
        "step": torch.from_numpy(np.array(step)),
        "target": torch.from_numpy(np.array(target)),
        "soft": torch.from_numpy(np.array(soft)),
    }


def loss(model, b):
    """The cross-entropy to what teachers make of a mention, if they were asked, else to the set of right names."""
    log = F.log_softmax(model.scores(b), 1)
    hard = -torch.logsumexp(log.masked_fill(~b["target"], NEVER), 1)
    taught = b["soft"].sum(1) > 0
    return torch.where(taught, -(b["soft"] * log).sum(1), hard)


def batches(all_windows, tokens, random):
    """All windows in random order, those of like length together."""
    return grouped(all_windows, WINDOW, tokens, random)


@torch.no_grad()
def answers(model, texts, tokens=4096, before=BEFORE):
    """For each text and each of its mentions the probabilities of its names, 0 of those beyond the window; the last is
    that of none."""
    found = [[None] * len(t.mentions) for t in texts]
    of = {id(t): i for i, t in enumerate(texts)}
    todo = sorted((w for t in texts for w in windows(t, WINDOW, before)), key=lambda w: len(w.pieces))
    group = []
    for w in todo + [None]:
        if w is not None and (not group or (len(group) + 1) * len(w.pieces) <= tokens):
            group.append(w)
            continue
        if group:
            p = torch.softmax(model.scores(batch(group)), 1).numpy()
            row = at = 0
            for g in group:
                for j in g.mentions:
                    mine = np.zeros(len(g.text.names) + 1)
                    mine[g.names] = p[row, at : at + len(g.names)]
                    mine[-1] = p[row, -1]
                    found[of[id(g.text)]][j] = mine
                    row += 1
                at += len(g.names)
        group = [w]
    return found


def said(example, name):
    """The words of a name."""
    start, end = example["names"][name]
    return example["text"].encode()[start:end].decode()


def gap(model, texts):
    """F1 over all booleans of GAP, and of its masculine and feminine part: a name is taken if no other person and not
    none is likelier."""
    counts = {"m": [0, 0, 0], "f": [0, 0, 0]}
    for t, found in zip(texts, answers(model, texts)):
        e, p = t.example, found[0]
        a, b = (sum(p[i] for i in pair) for pair in e["pair"])
        others = [p[-1]]
        left = [i for i in range(len(e["names"])) if i not in e["pair"][0] + e["pair"][1]]
        while left:
            alike = [i for i in left if i == left[0] or same(said(e, i), said(e, left[0]))]
            others.append(sum(p[i] for i in alike))
            left = [i for i in left if i not in alike]
        taken = [a > max([b] + others), b > max([a] + others)]
        c = counts[e["sex"]]
        for s, g in zip(taken, e["gold"]):
            c[0] += s and g
            c[1] += s
            c[2] += g

    def f1(c):
        return 2 * c[0] / max(1, c[1] + c[2])

    both = [sum(x) for x in zip(*counts.values())]
    return (f"GAP F1 {f1(both):.4f} P {both[0] / max(1, both[1]):.3f} R {both[0] / both[2]:.3f} "
            f"m {f1(counts['m']):.4f} f {f1(counts['f']):.4f}")


def first_right(model, texts):
    """The share of mentions for which the likeliest name is a right one, of those that have a right name."""
    right = asked = 0
    for t, found in zip(texts, answers(model, texts)):
        for m, p in zip(t.example["mentions"], found):
            if m["right"]:
                asked += 1
                right += bool(len(p) > 1) and int(np.argmax(p[:-1])) in m["right"]
    return f"right {right}/{asked} {right / max(1, asked):.4f}"
