"""The same text about other people: given names and surnames replaced, he for she and the like."""

import os
import re

import numpy as np

from people import FEMALE, LOW, MALE, UP, census, sex_of

PAIRS = """he she|himself herself|man woman|men women|boy girl|father mother|son daughter|brother sister|husband wife|
uncle aunt|nephew niece|grandfather grandmother|grandson granddaughter|king queen|prince princess|lord lady|actor actress|
mr ms|sir dame|boyfriend girlfriend|gentleman lady|businessman businesswoman|spokesman spokeswoman|
congressman congresswoman|duke duchess|waiter waitress|hero heroine|host hostess|stepfather stepmother|widower widow|
dad mom|guy gal|bride groom|boys girls|sons daughters|brothers sisters|chairman chairwoman|fathers mothers"""
OTHER = {}
for _pair in PAIRS.replace("\n", "").split("|"):
    _a, _b = _pair.split()
    OTHER.setdefault(_a, _b)
    OTHER.setdefault(_b, _a)
OTHER |= {"his": "her", "him": "her", "mrs": "mr", "miss": "mr", "hers": "his"}
WORD = re.compile(rf"[{UP}{LOW}]+")


def shares(table):
    """The most frequent names and how often each is to be drawn."""
    names = sorted(table, key=table.get, reverse=True)[:700]
    weights = np.sqrt([table[n] for n in names])
    return names, weights / weights.sum()


GIVEN = {"m": shares(MALE), "f": shares(FEMALE)}


def surnames():
    with open(os.path.dirname(census.__file__) + "/dist.all.last", encoding="utf8") as lines:
        found = [line.split()[0].lower() for _, line in zip(range(4000), lines)]
    return [n for n in found if n not in MALE and n not in FEMALE]


SURNAMES = surnames()


# Words before which "her" is an object, though a word follows.
CLOSE = set("to and in on at for with as that from by but when after about".split())


def cased(word, like):
    return word.capitalize() if like[0].isupper() else word


def renamed(e, random, swap, share):
    """An example with a share of its given names and surnames replaced; where swap is set, all given names whose sex
    is known change it and so do pronouns and nouns."""
    text, inside = e["text"], np.zeros(len(e["text"]) + 1, bool)
    for s, t in e["names"]:
        inside[s:t] = True
    new, pieces, last, moves = {}, [], 0, []
    words = list(WORD.finditer(text))
    for i, m in enumerate(words):
        word, low, to = m.group(), m.group().lower(), None
        if inside[m.start()] and word[0].isupper() and len(word) > 2:
            if low not in new:
                sex, new[low] = sex_of(low), None
                if sex and (swap or random.random() < share):
                    options, weights = GIVEN[{"m": "f", "f": "m"}[sex] if swap else sex]
                    new[low] = str(random.choice(options, p=weights))
                elif not sex and random.random() < share * 0.6:
                    new[low] = SURNAMES[random.integers(len(SURNAMES))]
            to = new[low] and cased(new[low], word)
        elif swap and low == "her":
            follows = re.match(rf"\s+[{UP}{LOW}]", text[m.end() : m.end() + 3])
            after = words[i + 1].group().lower() if i + 1 < len(words) else ""
            to = cased("his" if follows and after not in CLOSE else "him", word)
        elif swap and low in OTHER and not word.isupper():
            to = cased(OTHER[low], word)
        if to:
            pieces += [text[last : m.start()], to]
            last = m.end()
            moves.append((m.start(), m.end(), len(to) - len(word)))
    pieces.append(text[last:])

    def place(at, end):
        moved = 0
        for start, stop, by in moves:
            if stop <= at or end and stop == at:
                moved += by
        return at + moved

    def turn(s):
        return [place(s[0], False), place(s[1], True)]

    return e | {
        "text": "".join(pieces),
        "names": [turn(n) for n in e["names"]],
        "mentions": [m | {"at": turn(m["at"])} for m in e["mentions"]],
    }
