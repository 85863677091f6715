"""Examples of whom pronouns and descriptions mean, out of news that nobody marked, the way WikiCREM was made (Kocijan
et al., EMNLP 2019): a name that comes again gives way to the pronoun that suits it, or to "the" and the office that
stood before it. The other mentions of the same person are right. A line of JSON for each article."""

import argparse
import json
import re

import numpy as np

from gap import in_bytes
from people import FEMALE, FEMALE_TITLES, MALE, MALE_TITLES, OFFICES, TITLES, core, runs, sex_of

ORGANIZATIONS = set(
    """university college school bank street avenue road park county city center centre institute inc corp co company
    group foundation hospital church committee commission court department ministry party club association agency news
    times post journal house senate congress council union press tv radio magazine island river lake hotel airport
    stadium base force army navy police state states republic kingdom united national international service daily
    award act bill law day war world games festival series channel network media twitter facebook""".split()
)

SAYING = "said|says|added|told|asked|tweeted|wrote|argued|explained|continued|insisted|warned|noted|claimed"
BEFORE_OBJECT = set(
    """to of with by for from at about against on upon over under after before into onto behind beside between near
    like than told asked gave see saw met made let help helped call called urged accused joined killed shot arrested
    and or both including supporting support backed endorsed beat defeated attack attacked criticized praised""".split()
)
VERB = re.compile(
    "(?:ed|[^s]s)$|^(?:said|will|would|can|could|may|might|should|had|told|took|made|won|went|came|began|wrote|did|knew|got)$"
)
REAL = re.compile(r"\b(?:he|she|his|her|him|himself|herself)\b", re.I)


class Person:
    def __init__(self, words):
        self.words, self.sex, self.office, self.at = words, None, None, []

    def may_be(self, words):
        """Whether a name of these words may be this person's."""
        if len(words) == 1:
            return words[0] in (self.words[0], self.words[-1])
        return words[-1] == self.words[-1] and (len(self.words) == 1 or words[0] == self.words[0])


def people(text, found):
    """The people among the runs of a text, and for each run its person or None."""
    known, of = [], []
    alone = {tuple(core(text[s:e])) for s, e, _ in found}
    for start, end, title in found:
        words = core(text[start:end])
        titles = re.findall(r"\w+", text[title:start].lower())
        person = None
        if words and not ORGANIZATIONS & set(words) and len(words) <= 4:
            alike = [p for p in known if p.may_be(words)]
            if alike:
                person = max(alike, key=lambda p: p.at[-1])
                if len(words) > len(person.words):
                    person.words = words
            elif (
                TITLES & set(titles)
                or len(words) > 1 and (words[0] in MALE or words[0] in FEMALE)
                or 1 < len(words) < 4 and (words[-1],) in alone
                and not re.search(r"\b[Tt]he (?:\w+ )?$", text[max(0, start - 20) : start])
            ):
                person = Person(words)
                known.append(person)
        of.append(person)
        if person is None:
            continue
        person.at.append(start)
        for t in titles:
            if t in MALE_TITLES:
                person.sex = "m"
            elif t in FEMALE_TITLES:
                person.sex = "f"
            if t in OFFICES:
                person.office = t
        if person.sex is None and len(person.words) > 1:
            person.sex = sex_of(person.words[0])
    for p in known:
        if p.sex is None:
            seen = {"m": 0, "f": 0}
            for at in p.at:
                m = REAL.search(text, at, at + 160)
                if m:
                    seen["f" if m.group().lower() in ("she", "her", "herself") else "m"] += 1
            if max(seen.values()) > 3 * min(seen.values()):
                p.sex = max(seen, key=seen.get)
    return of


def replacement(text, start, end, person, random):
    """What stands for a name in its place, and where it ends, or None where nothing suits."""
    before, after = text[max(0, start - 40) : start], text[end : end + 30]
    begins = not before.strip() or re.search(r"[.!?:\n“\"]\s*$", before)
    previous = re.findall(r"[\w’']+", before.lower())[-1:] or [""]
    if (
        previous[0] in {"the", "a", "an", "former", "then", "mr", "mrs", "ms", "dr", "president"}
        or re.search(rf"[\w-]-$|\b(?:{SAYING})\s$", before)
        or re.match(r",? (?:\d|who\b|the\b|a\b|an\b|\()|[-’'][^s]", after)
        or re.search(r"[A-Z][\w.]*\s$", before) and not begins
    ):
        return None
    possessive = re.match(r"['’]s\b", after)
    if person.office and random.random() < 0.2:
        word, stop = "the " + person.office, end
    elif possessive:
        word, stop = {"m": "his", "f": "her"}[person.sex], end + possessive.end()
    else:
        next_ = re.match(r"\s(?:also |never |then |later )?([a-z]+)", after)
        verb = next_ and VERB.search(next_[1])
        joined = previous[0] in {"of", "to", "with", "by", "against", "from"}
        subject = begins or verb and not joined or previous[0] not in BEFORE_OBJECT
        word, stop = {"m": ("him", "he"), "f": ("her", "she")}[person.sex][bool(subject)], end
    return (word[0].upper() + word[1:] if begins else word), stop


def example(article, random, share):
    text = re.sub(r"[ \t]+", " ", article["text"])[:9000]
    found = runs(text)
    of = people(text, found)
    everything = random.random() < 0.3
    pieces, last, names, mentions, moved = [], 0, [], [], 0
    seen = set()
    for (start, end, title), person in zip(found, of):
        if start < last:
            continue
        made = None
        if person is not None and person.sex and random.random() < (share if id(person) in seen else 0.05):
            made = replacement(text, title, end, person, random)
        if made:
            word, stop = made
            pieces += [text[last:title], word]
            at = title + moved
            mentions.append(([at, at + len(word)], person))
            moved += len(word) - (stop - title)
            last = stop
        elif person is not None or everything:
            names.append(([start + moved, end + moved], person))
            seen.add(id(person))
    pieces.append(text[last:])
    new = "".join(pieces)
    for m in re.finditer(r"(?<=[\w”]),? (who)\b", new):
        if random.random() < 0.4:
            beside = [p for n, p in names if n[1] == m.start() and p]
            if beside:
                mentions.append(([m.start(1), m.end(1)], beside[0]))
    if not everything:
        for m in re.finditer(r"\b(?:they|them|their)\b", new, re.I):
            if random.random() < 0.1:
                mentions.append(([m.start(), m.end()], None))
    return {
        "id": article["id"],
        "text": new,
        "names": [n for n, _ in names],
        "sexes": [p and p.sex for _, p in names],
        "mentions": [
            {"at": at, "right": [i for i, (_, p) in enumerate(names) if p and p is person], "none": person is None}
            for at, person in sorted(mentions, key=lambda m: m[0])
        ],
    }


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("articles", nargs="+")
    p.add_argument("out")
    p.add_argument("--share", type=float, default=0.35, help="of the names that give way")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    random = np.random.default_rng(a.seed)
    with open(a.out, "w", encoding="utf8") as out:
        for path in a.articles:
            with open(path, encoding="utf8") as lines:
                for line in lines:
                    e = example(json.loads(line), random, a.share)
                    if e["names"] and e["mentions"]:
                        out.write(json.dumps(in_bytes(e)) + "\n")


if __name__ == "__main__":
    main()
