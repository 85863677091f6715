"""Hearsay. hearsay_statements.py HEARSAY GOLD.jsonl OUT.jsonl

Its command says nothing of time, so start-up is what it takes over one short sentence, and the articles take what it
takes longer over them (reading and scoring them included).
"""

import json
import os
import subprocess
import sys
import tempfile
import time


def wall(*command):
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main(hearsay, gold, out):
    whole = wall(hearsay, "eval", gold, "--predictions", out)
    with tempfile.TemporaryDirectory() as folder:
        short = os.path.join(folder, "short.jsonl")
        with open(short, "w", encoding="utf8") as file:
            json.dump({"id": "short", "text": "It rained, she said.", "attributions": []}, file)
        start = min(wall(hearsay, "eval", short) for _ in range(3))
    with open(gold, encoding="utf8") as lines:
        articles = sum(1 for _ in lines)
    version = subprocess.run([hearsay, "version"], check=True, capture_output=True, text=True).stdout.strip()
    about = {"tool": "Hearsay", "version": version.removeprefix("hearsay "), "articles": articles, "parts": articles}
    with open(out + ".about.json", "w", encoding="utf8") as file:
        json.dump(about | {"refused": 0, "start": start, "seconds": whole - start}, file)


if __name__ == "__main__":
    main(*sys.argv[1:])
