"""The table of a run. table.py SCORER.py GOLD.jsonl FOLDER

FOLDER holds of each tool OUT.jsonl, its predictions; OUT.jsonl.about.json, what it says of itself; and OUT.jsonl.wall,
when its process began and ended. TOOL.reason tells why a tool has no figures.
"""

import importlib.util
import json
import pathlib
import sys

SHOWN = ("exact source", "exact cue", "exact content", "bytes content", "linked", "whole exact")
OPEN, CLOSE, EITHER = "“", "”", '"'


def load_scorer(path):
    sys.dont_write_bytecode = True  # nothing is left beside it
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def quoted(text):
    """Which bytes of the text are within double quotation marks. A paragraph ends every quotation."""
    inside, within = [], False
    for c in text:
        if c == "\n":
            within = False
        elif c in (OPEN, CLOSE, EITHER):
            within = c == OPEN or c == EITHER and not within
        inside += [within] * len(c.encode())
    return inside


def direct(text, attribution):
    """Whether at least 95 % of the content's letters are within double quotation marks."""
    data, inside = text.encode(), quoted(text)
    letters = marked = 0
    for start, end in attribution["content"]:
        at = start
        for c in data[start:end].decode():
            if c.isalpha():
                letters += 1
                marked += inside[at]
            at += len(c.encode())
    return letters > 0 and marked >= 0.95 * letters


def main(scorer, gold, folder):
    score = load_scorer(scorer)
    marked = score.load(gold)
    with open(gold, encoding="utf8") as lines:
        texts = {a["id"]: a["text"] for a in map(json.loads, lines)}
    only_direct = {key: [a for a in found if direct(texts[key], a)] for key, found in marked.items()}

    rows = [["tool", "version", *SHOWN, "direct found", "articles/s", "start, s", "refused"]]
    order = []
    for wall in pathlib.Path(folder).glob("*.jsonl.wall"):
        out = wall.with_suffix("")
        about = json.loads(pathlib.Path(f"{out}.about.json").read_text("utf8"))
        predicted = score.load(out)
        tally = score.tally(marked, predicted)
        row = [about["tool"], about["version"]]
        for name in SHOWN:
            _, said, _ = tally[name]
            row.append("%.3f" % score.figures(tally[name])[2] if said else "–")
        row.append("%.3f" % score.figures(score.tally(only_direct, predicted)["linked"])[1])
        began, ended = map(float, wall.read_text("utf8").split())
        start = about.get("start", ended - began - about["seconds"])
        row += ["%.2f" % (about["articles"] / about["seconds"]), "%.2f" % start]
        row.append("%d of %d" % (about["refused"], about["parts"]))
        order.append((-score.figures(tally["linked"])[2], row))
    rows += [row for _, row in sorted(order)]
    for reason in sorted(pathlib.Path(folder).glob("*.reason")):
        rows.append([reason.name.removesuffix(".reason"), reason.read_text("utf8").strip()])

    widths = [max(len(r[i]) for r in rows if len(r) > 2) for i in range(len(rows[0]))]
    rows.insert(1, ["-" * w for w in widths])
    for row in rows:
        print("| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths)) + " |")
    statements = sum(1 for found in marked.values() for a in found if a["content"])
    quotations = sum(map(len, only_direct.values()))
    print(f"\n{len(marked)} articles, {statements} statements, {quotations} of them direct.", end=" ")
    print("F1 but for the last four columns; direct found: recall of linked over direct statements.")


if __name__ == "__main__":
    main(*sys.argv[1:])
