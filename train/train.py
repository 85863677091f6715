"""Trains a network on marked articles, and on unmarked ones as teachers would label them."""

import argparse
import copy
import time

import numpy as np
import torch
import torch.nn.functional as F

import find
from data import batch, batches, load
from model import Encoder, Tagger
from teach import taught

TOKENS = 2048  # of a batch, at most


def link_loss(model, vectors, windows):
    """The mean cross-entropy of the links of the windows' attributions, given their spans."""
    contents, cues, sources, cue_of, source_of = [], [], [], [], []
    for i, w in enumerate(windows):
        mine = []
        for a in w.article.attributions:
            inside = {r: [[i, s - w.start, e - w.start] for s, e in a[r] if w.start <= s and e <= w.end] for r in a}
            if inside["cue"] and len(inside["source"]) == len(a["source"]):
                mine.append((inside["cue"][0], inside["source"][:1], inside["content"]))
        mine.sort()
        firsts = sorted({tuple(s) for _, source, _ in mine for s in source})
        for cue, source, content in mine:
            contents += content
            cue_of += [len(cues)] * len(content)
            source_of.append(len(sources) + firsts.index(tuple(source[0])) if source else -1)
            cues.append(cue)
        sources += firsts
    if not contents:
        return torch.zeros(())
    contents, cues, sources = (np.array(x, np.int64).reshape(-1, 3) for x in (contents, cues, sources))
    cue_loss = F.cross_entropy(model.cue_scores(vectors, contents, cues), torch.tensor(cue_of))
    source_of = torch.tensor([s if s >= 0 else len(sources) for s in source_of])
    return cue_loss + F.cross_entropy(model.source_scores(vectors, cues, sources), source_of)


def losses(model, b):
    h = model.hidden(b)
    words = int(b["lengths"].sum())
    labels = model.crf.loss(model.emit(h), b["lengths"], b["unary"], b["pairs"]).sum() / words
    return labels, link_loss(model, model.vectors(h), b["windows"])


class Master:
    """The weights in float32, for a model whose encoder computes in bfloat16."""

    def __init__(self, model):
        model.encoder.to(torch.bfloat16)
        model.encoder.token.weight.requires_grad = False  # the table stays as it was learned, from far more text
        self.names, self.rough = zip(*((n, p) for n, p in model.named_parameters() if p.requires_grad))
        self.fine = [p.detach().float().clone() for p in self.rough]
        for p in self.fine:
            p.requires_grad = True

    def gather(self):
        for fine, rough in zip(self.fine, self.rough):
            fine.grad = None if rough.grad is None else rough.grad.float()
            rough.grad = None

    @torch.no_grad()
    def spread(self):
        torch._foreach_copy_(self.rough, self.fine)


class Average:
    """An exponential moving average of the weights (Polyak and Juditsky, 1992), which is what is kept."""

    def __init__(self, model, decay):
        self.model, self.decay, self.steps = copy.deepcopy(model), decay, 0
        self.mine = dict(self.model.named_parameters())

    @torch.no_grad()
    def update(self, master):
        self.steps += 1
        keep = min(self.decay, self.steps / (self.steps + 9))
        torch._foreach_lerp_([self.mine[n] for n in master.names], [p.detach() for p in master.fine], 1 - keep)


def train(model, marked, unmarked, size, epochs, rate, seed, each):
    """Trains with AdamW, the rate rising for a twentieth of the steps and then falling to nothing."""
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    average = Average(model, 0.998)
    master = Master(model)
    encoder = [p for n, p in zip(master.names, master.fine) if n.startswith("encoder.")]
    heads = [p for n, p in zip(master.names, master.fine) if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "rate": rate}, {"params": heads, "rate": 10 * rate}], lr=rate, weight_decay=0.01, fused=True
    )
    total = epochs * len(batches(marked + unmarked, size, TOKENS, np.random.default_rng(0)))
    step, started = 0, time.time()
    for epoch in range(epochs):
        model.train()
        for group in batches(marked + unmarked, size, TOKENS, random):
            share = min(1.0, step / (0.05 * total), max(0.0, (total - step) / (0.95 * total)))
            for g in optimizer.param_groups:
                g["lr"] = g["rate"] * share
            labels, links = losses(model, batch(group, random))
            (labels + 0.1 * links).backward()
            master.gather()
            torch.nn.utils.clip_grad_norm_(master.fine, 1.0)
            optimizer.step()
            master.spread()
            average.update(master)
            step += 1
            if step % 50 == 0:
                spent = time.time() - started
                print(
                    f"epoch {epoch + 1} step {step}/{total}",
                    f"labels {labels.item():.4f} links {links.item():.4f} {spent:.0f} s",
                    flush=True,
                )
        each(average.model, epoch + 1)
    return average.model


def main():
    p = argparse.ArgumentParser(description=__doc__)
    start = p.add_mutually_exclusive_group(required=True)
    start.add_argument("--base", help="the encoder to start from, as a package carries it (see pretrained.py)")
    start.add_argument("--start", help="trained weights to start from")
    p.add_argument("--keep", type=int, nargs="+", help="the layers to start with; all if left out")
    p.add_argument("--marked", required=True)
    p.add_argument("--unmarked")
    p.add_argument("--taught", help="what teachers make of the unmarked (see teach.py)")
    p.add_argument("--dev", required=True)
    p.add_argument("--gold", required=True)
    p.add_argument("--scorer", required=True)
    p.add_argument("--size", type=int, default=256, help="the most pieces of a window")
    p.add_argument("--epochs", type=int, required=True)
    p.add_argument("--rate", type=float, required=True)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    marked, dev = load(a.marked), load(a.dev)
    unmarked = taught(load(a.unmarked), a.taught) if a.unmarked else []
    model = Tagger(Encoder.load(a.base)) if a.base else Tagger.load(a.start)
    if a.keep:
        model.keep(a.keep)

    def each(model, epoch):
        torch.save(model.state_dict(), a.out)
        print("epoch", epoch, "\n" + find.score(model, dev, a.gold, a.scorer, a.out + ".jsonl"), flush=True)

    train(model, marked, unmarked, a.size, a.epochs, a.rate, a.seed, each)


if __name__ == "__main__":
    main()
