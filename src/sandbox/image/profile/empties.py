"""Words that pandas takes for empty cells and that are values here: NA is Namibia, None a kind of discount."""

from collections import Counter

from values import NULLS, shown

MOST = 4
# Those that somebody may have meant.
_WORDS = {"NA", "N/A", "n/a", "None", "NULL", "null"}


class Empties:
    """`columns` are profiles, `cells` what stands in them, `text` the file they come from."""

    def __init__(self, columns: list[dict], cells: list[tuple[str, ...]], text: str) -> None:
        found = [{word: times for word, times in Counter(values).items() if word and word in NULLS} for values in cells]
        plain = [column["type"] == "text" and "range" not in column for column in columns]
        # A word that stands in columns of numbers, too, is how this file writes an empty cell.
        missing = {word for words, is_text in zip(found, plain, strict=False) if not is_text for word in words}
        # So is one without quotes where all other words have them.
        bare = text.count('"') > 2 * text.count("\n") > 0
        missing |= {word for words in found for word in words if bare and f'"{word}"' not in text}
        blanks = any("" in values for values in cells)
        #: Those that may be values, by the place of their column; and the words that are for certain.
        self.doubtful: dict[int, dict[str, int]] = {}
        self.values: set[str] = set()
        others = [{value.strip() for value in values} - NULLS for values in cells]
        for word in _WORDS - missing:
            places = [at for at, words in enumerate(found) if word in words and len(others[at]) > 1]
            codes = all(_is_code(word, others[at]) for at in places)
            for at in places if codes or blanks or word in ("NA", "None") else []:
                self.doubtful.setdefault(at, {})[word] = found[at][word]
                # None among a few kinds is one of them; NA is, if empty cells are written otherwise.
                kind = len(others[at]) <= 50 and 2 * len(others[at]) < len(cells[at])
                if codes or (kind and (word == "None" or (word == "NA" and blanks))):
                    self.values.add(word)
        self._empty = sorted({word for words in found for word in words} - self.values)

    @property
    def options(self) -> dict:
        """Of `read_csv`; none if no word is a value, or too many are not."""
        if not self.values or len(self._empty) > MOST:
            return {}
        return {"keep_default_na": False, "na_values": ["", *self._empty]}

    def note(self, at: int) -> str:
        words = ", ".join(f"{shown(word)} in {times:,}" for word, times in sorted(self.doubtful[at].items()))
        return f"{words}, which pandas takes for empty"


def _is_code(word: str, others: set[str]) -> bool:
    """Whether all values are like it: capitals, and as many."""
    return word.isupper() and len(others) > 1 and all(len(other) == len(word) and other.isalpha() and other.isupper() for other in others)
