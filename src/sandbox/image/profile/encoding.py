"""Encoding of bytes, by Python's name for it: the one whose letters are most like those of a language."""

import re
from collections import Counter
from functools import cache
from math import exp, log
from typing import NamedTuple

from letters import ALPHABETS, HAN, HAN_OLD, HANGUL, KANJI, RARE, SYMBOLS

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a]")
_ESCAPES = ((rb"\x1b\$[@B]|\x1b\([JI]", "iso2022-jp"), (rb"\x1b\$\)C", "iso2022-kr"))
# None of these is a half of a character of two bytes.
_CELL = re.compile(rb'[^\r\n,;\t"]*[\x80-\xff][^\r\n,;\t"]*')
# What words are not like: Greek ones in small letters without an accent, Hebrew ones with the form of a letter that ends a word elsewhere,
# Cyrillic ones of four consonants or three vowels in a row.
_UNLIKELY = re.compile(
    r"(?<![Ͱ-Ͽ])[α-ως]{4,}(?![Ͱ-Ͽ])|[ךםןףץ][א-ת]|[א-ת][כמנפצ](?![א-ת])|(?i:[бвгджзйклмнпрстфхцчшщьъ]{4}|[аеиоуыэюяёіїє]{3})"
)
_FOREIGN, _HALF = re.compile("[^\x00-\x7f]"), re.compile("[\uff61-\uff9f]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc\uff61-\uff9f\u3000-\u303f\uff01-\uff5e]")
_COMMON = set(HAN + HAN_OLD + KANJI + HANGUL)
LOOKED = 6000
# Of two whose likelihoods differ by less, in logarithms, neither is told as certain.
CLOSE = 3.5
# The same where the letters are rare ones.
FAR = 40
_SCRIPTS = (
    (0x0080, "none"), (0x00A0, "latin"), (0x0370, "greek"), (0x0400, "cyrillic"), (0x0530, ""), (0x0590, "hebrew"), (0x0600, "arabic"),
    (0x0700, ""), (0x0E00, "thai"), (0x0E80, ""), (0x1E00, "latin"), (0x1F00, ""), (0x3000, "wide"), (0xE000, "none"), (0xF900, "wide"),
    (0xFB00, ""), (0xFF00, "wide"), (0xFFE7, "none"),
)  # fmt: skip


class Encoding(NamedTuple):
    name: str
    #: One that fits nearly as well and gives another text; "" if there is none.
    other: str = ""


def encoding_of(data: bytes) -> str:
    return looks_like(data).name


def looks_like(data: bytes) -> Encoding:
    """Of the first bytes of a file; a character may be cut at their end."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Encoding(name)
    text = data.decode("utf-8", "replace")
    wrong = text.removesuffix("\ufffd").count("\ufffd")
    if b"\0" in data and (wrong or 4 * data.count(0) > len(data) or _CONTROL.search(data)) and (wide := _wide(data)):
        return Encoding(wide)
    for pattern, name in _ESCAPES:
        if b"\x1b" in data and re.search(pattern, data):
            return Encoding(name)
    # A stray byte does not make a file of proper characters another encoding.
    if wrong == 0 or sum(letter > "\x7f" for letter in text) > 20 * wrong:
        return Encoding("utf-8")
    return _likeliest(_sample(data))


def _wide(data: bytes) -> str:
    """Two or four bytes a character without a mark: of what has no control characters, that with the most plain signs, as all tables have."""
    most, best = 0.0, ""
    for name, unit in (("utf-16-le", 2), ("utf-16-be", 2), ("utf-32-le", 4), ("utf-32-be", 4)):
        text = data[: len(data) - len(data) % unit].decode(name, "replace")
        plain = sum(sign in "\t\r\n" or " " <= sign <= "~" for sign in text)
        odd = sum(sign < " " and sign not in "\t\r\n" for sign in text) + text.count("\ufffd")
        if plain - 50 * odd > max(most, 0.03 * len(text)):
            most, best = plain - 50 * odd, name
    return best


def _sample(data: bytes) -> bytes:
    """Different cells with high bytes, from all over: what is there again says nothing new."""
    cells = list(dict.fromkeys(_CELL.findall(data)))
    found, left = [], LOOKED
    for cell in cells[:: max(1, len(cells) // 400)]:
        if len(cell) < left or not found:
            found.append(cell[: 2 * LOOKED])
            left -= len(cell)
    return b"\n".join(found)


def _likeliest(data: bytes) -> Encoding:
    texts, scores = {}, {}
    for rank, (encoding, languages) in enumerate(_languages().items()):
        text = data.decode(encoding, "replace")
        around, counts = _around(text)
        if around > -40 - 8 * counts.total():
            texts[encoding] = text
            likely = max(sum(times * language(letter) for letter, times in counts.items()) for language in languages)
            scores[encoding] = around + likely - 0.01 * rank - 3 * (encoding in RARE)
    if not scores:
        return Encoding("latin-1")
    ranked = sorted(scores, key=lambda name: -scores[name])
    best = ranked[0]
    other = next((name for name in ranked if texts[name] != texts[best]), best)
    name = next(name for name in texts if texts[name] == texts[best])
    close = CLOSE if _are_common(texts[best]) else FAR
    return Encoding(name, other if other != best and scores[best] - scores[other] < close else "")


def _are_common(text: str) -> bool:
    """Whether enough of the double-byte letters, if any, are common: any pair of bytes is some letter in each encoding."""
    wide = [letter for letter in text if _script(letter) == "wide"]
    return 2 * sum(letter in _COMMON or bool(_KANA.match(letter)) for letter in wide) >= len(wide)


def _around(text: str) -> tuple[float, Counter[str]]:
    """How likely letters stand as these do, whatever the language; and how often each occurs, as a small one."""
    score = -4.0 * len(_UNLIKELY.findall(text))
    counts: Counter[str] = Counter()
    capitals = smalls = 0
    padded = f" {text} "
    for found in _FOREIGN.finditer(padded):
        at = found.start()
        before, letter, after = padded[at - 1], padded[at], padded[at + 1]
        script = _script(letter)
        if script == "none":
            score -= 25
        elif script == "wide":
            counts[letter] += 1
            score += _half_width(before, letter, after)
        elif not letter.isalpha() and script in ("latin", ""):
            counts[letter] += 1
            score += _symbol_between(before, letter, after)
        else:
            counts[letter if len(small := letter.lower()) > 1 else small] += 1
            beside = [_script(one) for one in (before, after) if one.isalpha()]
            score -= 4 * sum(one != script for one in beside) + (0 if beside or script == "thai" else 3)
            if script == "latin":
                # Letters with accents stand alone between plain ones.
                score -= 1.5 * sum(one > "\x7f" and one.isalpha() for one in (before, after))
            if letter.isupper():
                capitals += 1
                score -= 4 if before.islower() else 0.7
            elif letter.islower():
                smalls += 1
                score -= 4 if after.isupper() or (before.isupper() and padded[at - 2].isupper()) else 0.3
    # A text is in capitals as a whole, or they are few.
    return score - min(0.8 * capitals, 5 + 4 * smalls), counts


def _half_width(before: str, letter: str, after: str) -> float:
    if not _HALF.match(letter):
        return 0
    return 2 if _HALF.match(before) else -2 * max(1, sum("A" <= one <= "z" for one in (before, after)))


def _symbol_between(before: str, letter: str, after: str) -> float:
    """`5°C` and `l’an`, but no `K÷ln`."""
    inside = before.isalpha() and after.isalpha() and letter not in "’·–\u00a0" and "wide" not in (_script(before), _script(after))
    return -4 * inside - 1.5 * (before > "\x7f" and not before.isalpha())


@cache
def _script(letter: str) -> str:
    if letter < "\x80":
        return "latin"
    return next(name for start, name in reversed(_SCRIPTS) if ord(letter) >= start)


@cache
def _languages() -> dict[str, list]:
    found: dict[str, list] = {}
    for letters, encodings in ALPHABETS:
        for encoding in encodings:
            found.setdefault(encoding, []).append(_alphabet(letters))
    japanese = _wide_letters(KANJI, "euc_jp", 0xB0, 0xCF, kana=True)
    return found | {
        "cp932": [japanese], "gb18030": [_wide_letters(HAN, "gb2312", 0xB0, 0xD7)], "big5": [_wide_letters(HAN_OLD, "big5", 0xA4, 0xC6)],
        "cp949": [_wide_letters(HANGUL, "euc_kr", 0xB0, 0xC8)], "euc-jp": [japanese],
    }  # fmt: skip


def _symbol(letter: str) -> float:
    at = SYMBOLS.find(letter)
    return log(0.03) - 0.12 * at if at >= 0 else log(2e-5)


def _alphabet(letters: str):
    weights = [0.04 + exp(-3 * at / len(letters)) for at in range(len(letters))]
    known = {letter: log(0.9 * weight / sum(weights)) for letter, weight in zip(letters, weights, strict=True)}
    script = _script(letters[0])

    @cache
    def likely(letter: str) -> float:
        if letter in known:
            return known[letter]
        if not letter.isalpha() and _script(letter) != "thai":
            return _symbol(letter)
        return log(0.002 if _script(letter) == script else 1e-6)

    return likely


def _wide_letters(common: str, charset: str, low: int, high: int, kana: bool = False):
    """Of double-byte text: the most common are far more likely than those of the first level, and these than all others."""
    few = set(common)

    @cache
    def likely(letter: str) -> float:
        if "\u3041" <= letter <= "\u3096" or "\u30a1" <= letter <= "\u30fc":
            return log(0.4 / 170) if kana else log(2e-6)
        if _HALF.match(letter):
            return log(0.15 / 63) if kana else log(1e-7)
        if letter in few:
            return log((0.3 if kana else 0.6) / len(few))
        if "\uff01" <= letter <= "\uff5e" or "\u3000" <= letter <= "\u303f":
            return log(0.05 / 120)
        if _script(letter) == "wide":
            lead = letter.encode(charset, "ignore")[:1]
            return log((0.15 if kana else 0.35) / 3000) if lead and low <= lead[0] <= high else log(0.01 / 10000)
        return _symbol(letter) + log(0.02) if letter in SYMBOLS or "\u2010" <= letter <= "\u33ff" else log(1e-6)

    return likely
