"""What a teacher makes of the pronouns in examples whose right names nobody knows: the probabilities of their names."""

import argparse
import json
import re

import numpy as np
import torch

import refer

PRONOUN = re.compile(rb"\b(?:he|she|his|her|him|himself|herself)\b", re.I)


def opened(text):
    """Adds the pronouns of an example that are no mentions yet, and returns them."""
    e = text.example
    taken = [m["at"] for m in e["mentions"]]
    more = [
        {"at": [m.start(), m.end()], "right": [], "none": True}
        for m in PRONOUN.finditer(e["text"].encode())
        if all(m.end() <= s or t <= m.start() for s, t in taken)
    ]
    e["mentions"] = e["mentions"] + more
    text.mentions = [text.turn(m["at"]) for m in e["mentions"]]
    return more


def suited(chances, sexes, word):
    """Chances of names, less of those whose sex is not the pronoun's: the names of GAP are always of one sex, so
    teachers look at it too little."""
    other = "m" if word.lower().startswith((b"she", b"her")) else "f"
    p = np.asarray(chances) * [0.05 if s == other else 1 for s in [*sexes, None]]
    return p / p.sum()


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("teacher")
    p.add_argument("examples", help="NAME.jsonl, beside its NAME.set")
    p.add_argument("out", help="examples with the pronouns added; the cuts stay as they are")
    p.add_argument("--every", type=int, default=1, help="of how many examples one is asked about")
    a = p.parse_args()
    model = refer.Resolver.load(a.teacher).eval()
    model.encoder.to(torch.bfloat16)
    texts = refer.load(a.examples, a.examples.replace(".jsonl", ".set"))
    asked = texts[:: a.every]
    added = {id(t): len(opened(t)) for t in asked}
    for t, found in zip(asked, refer.answers(model, asked, before=refer.BEFORE // 2)):
        for m, chances in list(zip(t.example["mentions"], found))[len(found) - added[id(t)] :]:
            word = t.example["text"].encode()[slice(*m["at"])]
            m["p"] = [round(float(c), 4) for c in suited(chances, t.example["sexes"], word)[:-1]]
    with open(a.out, "w", encoding="utf8") as out:
        for t in texts:
            out.write(json.dumps(t.example) + "\n")


if __name__ == "__main__":
    main()
