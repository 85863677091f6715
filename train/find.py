"""What a trained network finds in articles, and how a teacher labels those that nobody marked."""

import json
import subprocess
import sys

import numpy as np
import torch

from data import batch, windows
from model import LABELS


def spans(labels):
    """The spans [start, end) of each role in a sequence of labels."""
    found = {"source": [], "cue": [], "content": []}
    for t, label in enumerate(labels):
        name = LABELS[label]
        if name.startswith("B-"):
            found[name[2:]].append([t, t + 1])
        elif name != "O":
            found[name[2:]][-1][1] = t + 1
    return found


def rows(spans, window=0):
    """Spans of one window as links read them."""
    return np.array([[window, s, e] for s, e in spans], np.int64).reshape(-1, 3)


def link(model, vectors, found):
    """Attributions of one window: each content goes to its likeliest cue, each cue to its likeliest source."""
    contents, cues, sources = found["content"], found["cue"], found["source"]
    if not contents:
        return []
    if not cues:
        return [{"source": [], "cue": [], "content": [c]} for c in contents]
    chosen = model.cue_scores(vectors, rows(contents), rows(cues)).argmax(1).tolist()
    source_of = model.source_scores(vectors, rows(cues), rows(sources)).argmax(1).tolist()
    made = []
    for k, cue in enumerate(cues):
        mine = [c for c, j in zip(contents, chosen) if j == k]
        if mine:
            s = source_of[k]
            made.append({"source": [sources[s]] if s < len(sources) else [], "cue": [cue], "content": mine})
    return made


@torch.no_grad()
def states(model, group):
    """The emissions and link vectors of a batch of windows."""
    b = batch(group)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        h = model.hidden(b)
    return b, model.emit(h), model.vectors(h)


def in_batches(items, size=16):
    items = sorted(items, key=lambda w: len(w.pieces))
    for i in range(0, len(items), size):
        yield items[i : i + size]


@torch.no_grad()
def attributions(model, articles, size=256):
    """The attributions of each article, in words, by its id."""
    model.eval()
    made = {a.id: [] for a in articles}
    for group in in_batches([w for a in articles for w in windows(a, size)]):
        b, emissions, vectors = states(model, group)
        for i, w in enumerate(group):
            n = len(w.first)
            labels = model.crf.best(emissions[i, :n])
            for found in link(model, vectors[i : i + 1], spans(labels)):
                made[w.article.id].append(
                    {role: [[s + w.start, e + w.start] for s, e in found[role]] for role in found}
                )
    return made


def in_bytes(article, attribution):
    words = article.words
    return {role: [[words[s][0], words[e - 1][1]] for s, e in attribution[role]] for role in attribution}


def score(model, articles, gold, scorer, out, size=256):
    """Writes what the model finds and returns what the scorer prints."""
    made = attributions(model, articles, size)
    with open(out, "w", encoding="utf8") as f:
        for a in articles:
            f.write(json.dumps({"id": a.id, "attributions": [in_bytes(a, x) for x in made[a.id]]}) + "\n")
    return subprocess.run([sys.executable, scorer, gold, out], check=True, capture_output=True, text=True).stdout


@torch.no_grad()
def teach(models, articles, size=256):
    """Gives unmarked articles the mean marginals of the models, and the first one's attributions for their links."""
    for a in articles:
        a.unary = np.zeros((len(a.words), len(LABELS)), np.float32)
        a.pairs = np.zeros((len(a.words), len(LABELS), len(LABELS)), np.float32)
    for model in models:
        model.eval()
        for group in in_batches([w for a in articles for w in windows(a, size)]):
            b, emissions, _ = states(model, group)
            unary, pairs = model.crf.marginals(emissions, b["lengths"])
            for i, w in enumerate(group):
                n = len(w.first)
                w.article.unary[w.start : w.end] += unary[i, :n].numpy() / len(models)
                w.article.pairs[w.start : w.end] += pairs[i, :n].numpy() / len(models)
    made = attributions(models[0], articles, size)
    for a in articles:
        a.attributions = made[a.id]
        a.unary, a.pairs = a.unary.astype(np.float16), a.pairs.astype(np.float16)
