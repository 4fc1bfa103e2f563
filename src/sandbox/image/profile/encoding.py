"""Encoding of bytes, by Python's name for it."""

import re

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
# What gb18030 writes in four bytes, e.g. a yen sign.
_FOUR = re.compile(rb"[\x81-\xfe][0-9][\x81-\xfe][0-9]")
_HIGH = re.compile(rb"[\x80-\xff]+")


def encoding_of(data: bytes) -> str:
    """Of the first bytes of a file; a character may be cut at their end."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    start = data[:4096]
    if start.count(0) > 0.3 * len(start):
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    text = data.decode("utf-8", "replace")
    wrong = text.rstrip("\ufffd").count("\ufffd")
    # A stray byte does not make a file of proper characters another encoding.
    if wrong == 0 or sum(letter > "\x7f" for letter in text) > 20 * wrong:
        return "utf-8"
    if found := _chinese(data):
        return found
    windows = re.search(rb"[\x80-\x9f]", data) and not re.search(rb"[\x81\x8d\x8f\x90\x9d]", data)
    return "cp1252" if windows else "latin-1"


def _chinese(data: bytes) -> str | None:
    """gb18030 or big5: both take nearly any pair of bytes, so the pairs that are common in either decide."""
    plain = _FOUR.sub(b"", data)
    runs = _HIGH.findall(plain)
    if not runs:
        return None
    # Western text has single accented letters; double-byte text has runs of high bytes, or pairs with a low second one.
    pairs = _PAIR.findall(plain)
    simplified = sum(0xB0 <= a <= 0xD7 and b >= 0xA1 or a in (0xA1, 0xA3) and b >= 0xA1 for a, b in pairs)
    traditional = sum(0xA4 <= a <= 0xC6 and (b <= 0x7E or b >= 0xA1) or a in (0xA1, 0xA2) for a, b in pairs)
    long = sum(len(run) >= 2 for run in runs)
    for name, common in sorted((("big5", traditional), ("gb18030", simplified)), key=lambda one: one[1], reverse=True):
        text = data.decode(name, "replace")
        bad = text.rstrip("\ufffd").count("\ufffd")
        han = len(re.findall(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]", text))
        if common >= 0.8 * len(pairs) and bad * 50 <= han and han and long > 0.4 * len(runs):
            return name
    return None
