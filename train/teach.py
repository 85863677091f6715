"""Labels articles that nobody marked as teachers would: a weighted mean of their marginals, and the first one's
attributions for the links."""

import argparse
import json

import numpy as np
import torch

import find
from data import load, windows
from model import LABELS, Tagger


@torch.no_grad()
def teach(models, shares, articles):
    """The marginals of the labels of all articles' words, [words, L], and of neighbours, [words, L, L]; and what the
    first model finds in each article, by its id."""
    starts = np.cumsum([0] + [len(a.words) for a in articles])
    at = {a.id: s for a, s in zip(articles, starts)}
    unary = np.zeros((starts[-1], len(LABELS)), np.float16)
    pairs = np.zeros((starts[-1], len(LABELS), len(LABELS)), np.float16)
    made = {a.id: [] for a in articles}
    for group in find.in_batches([w for a in articles for w in windows(a)]):
        u = p = 0
        for model, share in zip(models, shares, strict=True):
            b, emissions, vectors = find.states(model, group)
            if model is models[0]:
                for w, found in find.in_windows(model, group, emissions, vectors):
                    made[w.article.id] += found
            mine = model.crf.marginals(emissions, b["lengths"])
            u, p = u + share * mine[0], p + share * mine[1]
        for i, w in enumerate(group):
            n, s = len(w.first), at[w.article.id]
            unary[s + w.start : s + w.end] = u[i, :n].numpy()
            pairs[s + w.start : s + w.end] = p[i, :n].numpy()
    return unary, pairs, made


def taught(articles, path):
    """Gives articles what main has kept of them."""
    with np.load(path) as kept:
        unary, pairs, attributions = kept["unary"], kept["pairs"], json.loads(kept["attributions"].item())
    start = 0
    for a in articles:
        end = start + len(a.words)
        a.unary, a.pairs, a.attributions = unary[start:end], pairs[start:end], attributions[a.id]
        start = end
    return articles


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("teachers", nargs="+", help="weights; the best first")
    p.add_argument("--shares", type=float, nargs="+", required=True, help="of each in the mean")
    p.add_argument("--unmarked", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    articles, models = load(a.unmarked), [Tagger.load(t).eval() for t in a.teachers]
    unary, pairs, made = teach(models, a.shares, articles)
    np.savez(a.out, unary=unary, pairs=pairs, attributions=np.array(json.dumps(made)))


if __name__ == "__main__":
    main()
