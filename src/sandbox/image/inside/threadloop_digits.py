"""Digits of other scripts and widths, as keyboards in Japan, China and Arabia write them: the same text in plain ones, and code for it."""

import re
import unicodedata

# Any decimal digit but the ten of ASCII.
FOREIGN = re.compile(r"(?![0-9])\d")
_WIDE = re.compile("[０-９]")
# Decimal and thousands marks that come with Arabic and Persian digits.
_MARKS = {"٫": ".", "٬": ","}


def plain(text: str) -> str:
    """As it would stand in ASCII; text without such digits is left alone."""
    if not FOREIGN.search(text):
        return text
    return "".join(_one(sign) for sign in text)


def _one(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    return _MARKS.get(sign) or (unicodedata.normalize("NFKC", sign) if "\uff00" <= sign <= "\uffef" else sign)


def code_for(cells: str, texts) -> str:
    """What makes such digits plain ones, on a column of text; `cells` itself if there are none."""
    found = {sign for text in texts for sign in FOREIGN.findall(text)}
    others = {sign for sign in found if not _WIDE.match(sign)}
    if others:
        zeros = sorted({ord(sign) - unicodedata.decimal(sign) for sign in others})
        signs = "".join(chr(zero + digit) for zero in zeros for digit in range(10)) + "".join(_MARKS)
        plains = "0123456789" * len(zeros) + "".join(_MARKS.values())
        cells += f'.str.translate(str.maketrans("{signs}", "{plains}"))'
    return f'{cells}.str.normalize("NFKC")' if found - others else cells
