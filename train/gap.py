"""Examples of whom pronouns mean, from GAP (Webster et al., Mind the GAP, TACL 2018): a line of JSON each, with its
text, the names in it, and which of them are right. With --variants each is there several times, people renamed and
their sexes swapped."""

import argparse
import csv
import json

import numpy as np

from people import core, runs, same, sex_of
from swap import renamed


def example(row):
    text = row["Text"]
    at, a, b = (int(row[k + "-offset"]) for k in ("Pronoun", "A", "B"))
    pair = [[a, a + len(row["A"])], [b, b + len(row["B"])]]
    names = list(pair)
    for s, e, _ in runs(text):
        if all(e <= f or t <= s for f, t in names) and not s <= at < e:
            names.append([s, e])
    right = [row[k].upper() == "TRUE" for k in ("A-coref", "B-coref")]
    said = [row["A"], row["B"]]
    alike = [[i for i, n in enumerate(names) if n == pair[k] or same(text[n[0] : n[1]], said[k])] for k in (0, 1)]
    wrong = set()
    for k in (0, 1):
        if not right[k]:
            wrong |= set(alike[k])
    if any(right):
        good = set().union(*(alike[k] for k in (0, 1) if right[k])) - {k for k in (0, 1) if not right[k]}
        none = False
    else:
        # A third name may be meant, or one that the snippet leaves out: whichever it is, not these two.
        good, none = set(range(len(names))) - wrong, True
    order = sorted(range(len(names)), key=lambda i: names[i])
    place = {i: p for p, i in enumerate(order)}
    return {
        "id": row["ID"],
        "text": text,
        "names": [names[i] for i in order],
        "mentions": [{"at": [at, at + len(row["Pronoun"])], "right": sorted(place[i] for i in good), "none": none}],
        "pair": [sorted(place[i] for i in alike[k]) for k in (0, 1)],
        "gold": right,
        "sex": "f" if row["Pronoun"].lower() in ("she", "her", "hers") else "m",
    }


def in_bytes(e):
    """The example with its places in bytes, and the sexes of its names where they are known."""
    to = [0]
    for c in e["text"]:
        to.append(to[-1] + len(c.encode()))

    def turn(s):
        return [to[s[0]], to[s[1]]]

    return e | {
        "names": [turn(n) for n in e["names"]],
        "sexes": e.get("sexes") or [sex_of((core(e["text"][s:t]) or [""])[0]) for s, t in e["names"]],
        "mentions": [m | {"at": turn(m["at"])} for m in e["mentions"]],
    }


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("tsv")
    p.add_argument("out")
    p.add_argument("--variants", type=int, default=0)
    a = p.parse_args()
    random = np.random.default_rng(1)
    with open(a.tsv, encoding="utf8", newline="") as f, open(a.out, "w", encoding="utf8") as out:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            e = example(row)
            for v in range(a.variants + 1):
                made = renamed(e, random, swap=v % 2 == 1, share=0.5) if v else e
                out.write(json.dumps(in_bytes(made)) + "\n")


if __name__ == "__main__":
    main()
