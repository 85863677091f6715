"""What the Python tools share: articles in, statements out, what it cost beside them."""

import json
import re
import sys
import time


def run(tool, version, load, find, parts=lambda text: [(0, text)]):
    """Runs a tool over the articles of GOLD and writes what it finds to OUT (the script's arguments).

    load() makes the tool ready. parts(text) cuts an article into what the tool is given at once, each with its place.
    find(loaded, part) yields (source, cue, content), each a list of [from, to) in characters of the part; it may raise
    what the tool raises, and then nothing is found in this part.
    """
    gold, out = sys.argv[1:3]
    loaded = load()
    articles = given = refused = 0
    seconds = 0.0
    with open(gold, encoding="utf8") as lines, open(out, "w", encoding="utf8") as predictions:
        for article in map(json.loads, lines):
            articles += 1
            found = []
            began = time.perf_counter()
            for at, part in parts(article["text"]):
                given += 1
                try:
                    found += [[[(at + s, at + e) for s, e in r] for r in roles] for roles in list(find(loaded, part))]
                except Exception as e:  # whatever it is, the tool's user gets nothing
                    print(f"{article['id']}: {type(e).__name__}: {e}", file=sys.stderr)
                    refused += 1
            seconds += time.perf_counter() - began
            json.dump({"id": article["id"], "attributions": attributions(article["text"], found)}, predictions)
            predictions.write("\n")
    about = {"tool": tool, "version": version, "articles": articles, "parts": given, "refused": refused}
    with open(out + ".about.json", "w", encoding="utf8") as file:
        json.dump(about | {"seconds": seconds}, file)


def paragraphs(text):
    return [(m.start(), m.group()) for m in re.finditer(r"[^\n]*[^\s][^\n]*", text)]


def attributions(text, found):
    """What was found, in bytes. Quotations given to the same words are pieces of one content, as in the corpus."""
    size = [0]
    for c in text:
        size.append(size[-1] + len(c.encode()))
    merged = {}
    for source, cue, content in ([[[size[s], size[e]] for s, e in r] for r in roles] for roles in found):
        merged.setdefault(json.dumps([source, cue]), (source, cue, []))[2].extend(content)
    return [{"source": s, "cue": c, "content": sorted(t)} for s, c, t in merged.values()]


def extent(tokens):
    """The only span of a role: from its first token to its last."""
    return [(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))]
