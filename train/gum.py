"""Pronouns of the third person in GUM (Zeldes, 2017), of people who have a name in their text, for measuring."""

import json
import re
import sys

from people import runs


def main():
    for line in open(sys.argv[1], encoding="utf8"):
        d = json.loads(line)
        text = d["text"].encode()
        names = {}
        for m in d["mentions"]:
            if m["type"] != "person" or m["form"] != "name":
                continue
            span = text[m["start"] : m["end"]].decode()
            cut = span.split(",")[0]
            r = [x for x in runs(cut)] or [(0, len(cut), 0)]
            s, e, _ = r[-1]
            at = m["start"] + len(span[:s].encode())
            names[at, at + len(span[s:e].encode())] = m["entity"]
        spans = sorted(names)
        mentions = []
        for m in d["mentions"]:
            word = text[m["start"] : m["end"]].decode().lower()
            if m["form"] == "pronoun" and re.fullmatch("he|she|him|her|his|himself|herself", word):
                right = [i for i, s in enumerate(spans) if names[s] == m["entity"]]
                if right:
                    mentions.append({"at": [m["start"], m["end"]], "right": right, "none": False})
        if mentions:
            e = {"id": d["id"], "text": d["text"], "names": [list(s) for s in spans], "mentions": mentions}
            print(json.dumps(e))


if __name__ == "__main__":
    main()
