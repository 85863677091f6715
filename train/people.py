"""Names of people in running text: where they stand, which are of one person, what pronouns suit them."""

import os
import re

import names as census  # lists of the US census of 1990

UP, LOW = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ*"
PART = rf"(?:[{UP}]\.|(?:Mc|Mac|[DO]['’]|De|Di|La|Le|Van)?[{UP}][{LOW}]+(?:[-'’][{UP}][{LOW}]+)*|[{UP}]{{2,}}\b|[{UP}]\b)"
JOINT = r"(?:(?:de|la|del|der|den|von|van|di|da|dos|bin|ibn|al|el|y) ){0,2}"
RUN = re.compile(rf"(?<![\w&@#]){PART}(?: {JOINT}{PART})*")

# Words that begin with a capital for other reasons than being a name.
COMMON = set(
    """a an the this that these those there here he she it they we you i his her its their our your my him them us who whom
    whose what which when where why how if in on at by for from with without of to into onto upon over under after before
    during since until while as although though because but and or nor so yet then thus however moreover meanwhile also
    both each every all any some many most more much few several one two three four five six seven eight nine ten first
    second third last next later earlier now today yesterday tomorrow recently once not no yes is are was were be been
    has have had do does did can could will would may might must should let according despite among between against about
    following unlike like near only even just still perhaps instead finally eventually other others another such well
    january february march april june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday photo image getty mr mrs ms miss dr sir dame lord lady prof rev sen rep gov gen col capt lt sgt
    president vice minister prime senator secretary chancellor governor mayor judge justice chief king queen prince
    princess pope bishop father sister brother professor doctor director coach captain general colonel major sergeant
    officer detective inspector congressman congresswoman representative ambassador attorney chairman spokesman
    spokeswoman sheriff st mt new north south east west""".split()
)
MALE_TITLES = {"mr", "sir", "lord", "king", "prince", "pope", "congressman", "father", "brother"}
FEMALE_TITLES = {"mrs", "ms", "miss", "dame", "lady", "queen", "princess", "congresswoman", "sister"}
# What follows "the" when a person is called by an office that stood before the name.
OFFICES = set(
    """president minister senator secretary chancellor governor mayor judge king queen prince princess pope bishop
    professor doctor director coach captain general colonel major sergeant officer detective inspector congressman
    congresswoman representative ambassador attorney chairman chairwoman spokesman spokeswoman sheriff lawmaker
    commissioner deputy envoy candidate singer actor actress author analyst economist lawyer activist journalist""".split()
)
TITLES = OFFICES | MALE_TITLES | FEMALE_TITLES | {"dr", "sen", "rep", "gov", "vice", "prime", "chief", "prof"}
SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}


def given(sex):
    folder = os.path.dirname(census.__file__)
    with open(f"{folder}/dist.{sex}.first", encoding="utf8") as lines:
        rows = [line.split() for line in lines if line.strip()]
    return {name.lower(): float(share) for name, share, *_ in rows}


MALE, FEMALE = given("male"), given("female")


def sex_of(name):
    """m, f or None by a given name, where one use is ten times the other."""
    m, f = MALE.get(name, 0), FEMALE.get(name, 0)
    return "m" if m > 10 * f else "f" if f > 10 * m else None


def tokens(name):
    return [t for t in re.findall(rf"[{UP}{LOW}]+", name.lower())]


def core(name):
    return [t for t in tokens(name) if t not in COMMON and t not in SUFFIXES and t != "s"]


def same(a, b):
    """Whether two names may be of one person: the words of one are among the other's."""
    a, b = set(core(a)), set(core(b))
    return bool(a and b) and (a <= b or b <= a)


def runs(text):
    """Runs of words with capitals that look like names, as [start, end, start of the titles before it]."""
    small = set(re.findall(rf"\b[{LOW}]+\b", text))
    found = []
    for m in RUN.finditer(text):
        words = [(w.start() + m.start(), w.end() + m.start()) for w in re.finditer(r"\S+", m.group())]
        plain = [text[s:e].strip(".").lower() for s, e in words]
        while words and plain[-1] in COMMON:
            words, plain = words[:-1], plain[:-1]
        at = 0
        while at < len(words) and plain[at] in COMMON:
            at += 1
        if at == len(words):
            continue
        begins = m.start() == 0 or re.search(r"[.!?:\n“\"‘`'*(]\s*$", text[max(0, m.start() - 4) : m.start()])
        if at == 0 and begins and plain[0] in small:
            if len(words) == 1:
                continue
            at = 1
        title = at
        while title > 0 and plain[title - 1] in TITLES:
            title -= 1
        start, end = words[at][0], words[-1][1]
        if text[end - 1] == "." and not (len(plain[-1]) == 1 or plain[-1] in SUFFIXES):
            end -= 1
        if end - start > 1:
            found.append((start, end, words[title][0]))
    return found
