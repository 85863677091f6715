"""What a trained network finds in articles."""

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


def in_windows(model, group, emissions, vectors):
    """The windows of a batch, each with the attributions found in it, in words of its article."""
    for i, w in enumerate(group):
        labels = model.crf.best(emissions[i, : len(w.first)])
        yield w, [
            {role: [[s + w.start, e + w.start] for s, e in found[role]] for role in found}
            for found in link(model, vectors[i : i + 1], spans(labels))
        ]


@torch.no_grad()
def attributions(model, articles):
    """The attributions of each article, in words, by its id."""
    model.eval()
    made = {a.id: [] for a in articles}
    for group in in_batches([w for a in articles for w in windows(a)]):
        _, emissions, vectors = states(model, group)
        for w, found in in_windows(model, group, emissions, vectors):
            made[w.article.id] += found
    return made


def in_bytes(article, attribution):
    words = article.words
    return {role: [[words[s][0], words[e - 1][1]] for s, e in attribution[role]] for role in attribution}


def score(model, articles, gold, scorer, out):
    """Writes what the model finds and returns what the scorer prints."""
    made = attributions(model, articles)
    with open(out, "w", encoding="utf8") as f:
        for a in articles:
            f.write(json.dumps({"id": a.id, "attributions": [in_bytes(a, x) for x in made[a.id]]}) + "\n")
    return subprocess.run([sys.executable, scorer, gold, out], check=True, capture_output=True, text=True).stdout
