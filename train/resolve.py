"""Trains the network that tells whom pronouns mean."""

import argparse
import time

import numpy as np
import torch

import refer
from model import Encoder, Tagger
from train import Average, Master

TOKENS = 2048


def chosen(sets, random):
    """Windows of an epoch, of several sizes: of each set, [texts, share], a share of the texts, and of a text that is
    there in several variants one."""
    found = []
    for texts, share in sets:
        variants = {}
        for t in texts:
            variants.setdefault(t.example["id"], []).append(t)
        for v in variants.values():
            if random.random() >= share:
                continue
            t = v[0] if random.random() < 0.4 else v[random.integers(len(v))]
            size = int(random.choice([192, 192, 144, 112]))
            found += refer.windows(t, size, int(size * random.choice([0.25, 0.25, 0.5])))
    return found


def train(model, sets, epochs, stop, rate, seed, each):
    """Trains with AdamW as the engine's network is trained, the rate set for some epochs, of which the first ones up to
    stop are run."""
    random = np.random.default_rng(seed)
    torch.manual_seed(seed)
    average = Average(model, 0.997)
    master = Master(model)
    slow = [p for n, p in zip(master.names, master.fine) if n.startswith("encoder.")]
    fast = [p for n, p in zip(master.names, master.fine) if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": slow, "rate": rate}, {"params": fast, "rate": 10 * rate}], lr=rate, weight_decay=0.01, fused=True
    )
    total = epochs * len(refer.batches(chosen(sets, np.random.default_rng(0)), TOKENS, np.random.default_rng(0)))
    step, started, sums = 0, time.time(), []
    for epoch in range(stop):
        model.train()
        for group in refer.batches(chosen(sets, random), TOKENS, random):
            share = min(1.0, step / (0.06 * total), max(0.0, (total - step) / (0.94 * total)))
            for g in optimizer.param_groups:
                g["lr"] = g["rate"] * share
            x = refer.loss(model, refer.batch(group)).mean()
            x.backward()
            master.gather()
            torch.nn.utils.clip_grad_norm_(master.fine, 1.0)
            optimizer.step()
            master.spread()
            average.update(master)
            step += 1
            sums.append(x.item())
            if step % 50 == 0:
                spent = time.time() - started
                print(f"epoch {epoch + 1} step {step}/{total} loss {np.mean(sums[-50:]):.4f} {spent:.0f} s", flush=True)
        each(average.model, epoch + 1)
    return average.model


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--base", help="the encoder to start from, as a package carries it")
    p.add_argument("--tagger", help="the engine's weights to start from")
    p.add_argument("--start", help="weights of this network to start from")
    p.add_argument("--keep", type=int, nargs="+")
    p.add_argument("--inner", type=int, help="the inner neurons of a layer to start with; all if left out")
    p.add_argument(
        "--sets",
        nargs="+",
        required=True,
        help="examples, each NAME.jsonl beside its NAME.set; of NAME.jsonl:0.3 every epoch has three tenths",
    )
    p.add_argument("--gap", required=True)
    p.add_argument("--gum")
    p.add_argument("--epochs", type=int, required=True)
    p.add_argument("--stop", type=int, help="the epoch after which to stop early")
    p.add_argument("--rate", type=float, required=True)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--out", required=True)
    a = p.parse_args()

    def load(path):
        return refer.load(path, path.replace(".jsonl", ".set"))

    if a.start:
        model = refer.Resolver.load(a.start)
    elif a.tagger:
        model = refer.Resolver(Tagger.load(a.tagger).encoder)
    else:
        model = refer.Resolver(Encoder.load(a.base))
    if a.keep:
        model.keep(a.keep)
    gap, gum = load(a.gap), load(a.gum) if a.gum else None

    def each(model, epoch):
        model.eval()
        torch.save(model.state_dict(), a.out)
        print("epoch", epoch, refer.gap(model, gap), refer.first_right(model, gum) if gum else "", flush=True)

    sets = [s.partition(":") for s in a.sets]
    sets = [(load(path), float(share or 1)) for path, _, share in sets]
    if a.inner:
        model.slim(a.inner, sets[0][0][:500])
        print("slimmed", refer.gap(model, gap), flush=True)
    train(model, sets, a.epochs, a.stop or a.epochs, a.rate, a.seed, each)


if __name__ == "__main__":
    main()
