"""Rows that are no data: those of units below the names, totals, the header again; and rows of another width."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from math import fsum, isclose

from layout import like_data
from threadloop_written import Written
from values import NULLS, short, shown

MOST_UNITS = 3
TOTALS = 6
MOST_LABELS = 12
#: In letters together; of more the cure names what they have in common.
LONG_LABELS = 120
_TOTAL = re.compile(
    r"(?:(?:grand|overall|sub|gross|net|sum)[ -]?)?totals?|sums?|(?:zwischen|gesamt|end)?summen?|insgesamt|gesamt|total g[eé]n[eé]ral|somme|totale|suma|razem"
    r"|ogółem|celkem|összesen|toplam|genel toplam|итого|всего|合计|總計|总计|合計|小计|小計|总和|総計|計|합계|총계|소계",
    re.IGNORECASE,
)
# `North Total`, `Total North`, 华东小计.
_NAMED = re.compile(
    rf"(?:{_TOTAL.pattern})(?:\s*[-:：]\s*|\s+(?:for |of |in |für |de )?)\S.{{0,50}}|\S.{{0,50}}?(?:\s*[-:：]\s*|\s+|(?<=[\u3040-\u9fff]))(?:{_TOTAL.pattern})",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"^[(（\[*※-]|[:：。]|\S\s+\S+\s+\S")
_BEHIND = re.compile(r"\s*(?:[:：]|[(（].{0,20}[)）])\s*$")
_UNIT = re.compile(
    r"[\[({]?(?:.{0,8}[°%‰µμ²³Ω€$£¥/^].{0,12}|kg|g|mg|t|m|cm|mm|km|ha|l|ml|s|ms|min|h|d|V|mV|A|mA|W|[kMG]Wh?|Wh|Hz|[kMG]Hz|h?Pa|[kM]Pa|m?bar|psi|pp[mb]|pH"
    r"|[KCF]|EUR|USD|GBP|CHF|CNY|RMB|JPY|INR|pcs|St|Stk|deg|rad|N|k?J|lux|dB|rpm|[年月日元个個件台人吨次点枚円]|公斤|千克|万元|[YyMmDdHhSsTJ.:/ -]{2,20})[\])}]?"
)


def units_below(header: list[str], rows: list[list[str]]) -> int:
    """How many rows below the names hold words where all rows below them hold numbers or dates."""
    width = len(header)
    body = [row for row in rows[min(MOST_UNITS, len(rows) // 2) :] if len(row) == width][:200]
    cells = [[cell for row in body if (cell := row[at].strip()) not in NULLS] for at in range(width)]
    data = [at for at in range(width) if len(cells[at]) > 1 and all(map(like_data, cells[at]))]
    found = 0
    while data and found < min(MOST_UNITS, len(rows) - 2) and _is_units(rows[found], data, width, len(body), found > 0):
        found += 1
    return found


def _is_units(row: list[str], data: list[int], width: int, below: int, again: bool) -> bool:
    if len(row) != width:
        return False
    cells = [cell.strip() for cell in row]
    words = [cells[at] for at in data if cells[at] not in NULLS and any(sign.isalnum() or sign in "%°$€£¥" for sign in cells[at])]
    if any(like_data(cells[at]) for at in data) or not words or 2 * len(words) < len(data) * (not again):
        return False
    others = [cells[at] for at in range(width) if at not in data and cells[at]]
    if all(map(_UNIT.fullmatch, words)) and (len(words) > 1 or not others):
        return True
    # A second header in words.
    different = len(set(words)) == len(words)
    return different and (len(words) > 1 and not others or len(words) == len(data) > 2 and len(others) == width - len(data) and below > 9)


_SCALE = re.compile(
    r"(?<![^\W\d_])(?:[kmt] ?€|[kt] ?eur|tsd\.?|mio\.?|mrd\.?|(?:thousand|million|billion)s|(?<=\bin )(?:thousand|million|billion)|[$€£] ?(?:'?000s?|[km]|mn|bn)|'000s?|(?:eur|usd|gbp|chf) ?(?:[km]|mn|mio\.?|bn|'?000s?)"
    r"|lakhs?|crores?)(?![^\W_]|-)|(?:百万|[千万亿億])(?:元|円|人民币|美元|人|吨|户|件|股)|(?<=[:：（(])\s*(?:百万|[千万亿億])(?=$|[)）])",
    re.IGNORECASE,
)
_SAYS = re.compile(r"单位|單位|単位|\bunits?\b|\bin\b|angaben|\bamounts?\b|einheit|[(（].*[)）]", re.IGNORECASE)


def scale_note(cells: Iterable[str]) -> str | None:
    """Of cells above a table, the one that says by how much its amounts are to be multiplied."""
    for cell in cells:
        text = cell.strip()
        if len(text) <= 60 and _SAYS.search(text) and (found := _SCALE.search(text)):
            return f"above the table stands {shown(text, 60)}: amounts are in {found[0].strip()}"
    return None


def remarks(header: list[str], rows: list[list[str]]) -> tuple[list[int], list[int]]:
    """Places of rows that repeat the names, and of those that are remarks: behind a `#`, a ruled line, or a sentence below the table."""
    again = [at for at, row in enumerate(rows) if row == header]
    width = len(header)
    said = [at for at, row in enumerate(rows) if width > 1 and (_is_ruled(row) or (row[0].lstrip()[:1] == "#" and (len(row) != width or not any(row[1:]))))]
    for at in range(len(rows) - 1, 0, -1):
        words = [cell.strip() for cell in rows[at] if cell.strip()]
        if at in said or not words:
            continue
        # In a table of two columns a row of one cell may be one that was cut.
        if len(words) > 1 or rows[at][0].strip() != words[0] or _is_number(words[0]) or not _SENTENCE.search(words[0]) or _is_total(words[0]):
            break
        said.append(at)
    return again, sorted(said)


def _is_number(cell: str) -> bool:
    return like_data(cell) and not any(sign.isalpha() for sign in cell)


def _is_ruled(row: list[str]) -> bool:
    return any(len(cell.strip()) > 2 for cell in row) and all(not cell.strip("-=+: ") for cell in row)


class Totals:
    """Rows that add up others, by their label in the column `at`."""

    def __init__(self, names: list[str], rows: list[list[str]], whole: bool) -> None:
        self._name, self.at, self.labels = "", 0, []
        self.count, self.last = 0, False
        #: The rows that are none.
        self.others = rows
        wide = [row for row in rows if len(row) == len(names)]
        # A total above the rows that it adds up is believed only if it does.
        if len(wide) < 3:
            return
        looked = [*wide[: int(whole)], *wide[-TOTALS:]]
        columns = [at for row in looked for at in range(len(names)) if any(map(like_data, row)) and (_is_total(row[at]) or (whole and _is_named(row[at])))]
        exact = [at for at in columns if any(_is_total(row[at]) for row in looked)]
        found = []
        if columns:
            self.at = (exact or columns)[-1]
            found = self._labelled(wide, whole)
        if not exact and not found:
            self.at = next((at for at in range(len(names)) if wide[-1][at] == "" and all(row[at] and not like_data(row[at]) for row in wide[:-1])), -1)
            found = [len(wide) - 1] if whole and self.at >= 0 and Sums(wide, self.at, {len(wide) - 1}).add_up(len(wide) - 1, True) else []
        self.labels = list(dict.fromkeys(wide[place][self.at] for place in found))
        if not found or (2 if whole else 10) * len(found) > len(wide) or len(self.labels) > MOST_LABELS:
            self.labels = []
            return
        self.count, self.last, self._name = len(found), found == [len(wide) - 1], names[self.at]
        self.others = [row for row in rows if len(row) <= self.at or row[self.at] not in self.labels]

    def _labelled(self, wide: list[list[str]], whole: bool) -> list[int]:
        """Places of totals. A name with such a word in it, as well as a total in the middle, is believed only if it adds up."""
        exact = [place for place, row in enumerate(wide) if _is_total(row[self.at])]
        if not whole:
            return [place for place in exact if place > 0]
        named = [place for place, row in enumerate(wide) if _is_named(row[self.at])]
        sums = Sums(wide, self.at, {*exact, *named})
        last = len(wide) - 1
        return [place for place in sorted([*exact, *named]) if (place == last and place in exact) or sums.add_up(place)]

    @property
    def cure(self) -> str:
        cells = f"df[{json.dumps(self._name, ensure_ascii=False)}]"
        if self.labels == [""]:
            return f"df = df[{cells}.notna()]"
        found = _TOTAL.search(self.labels[0])
        word = found[0] if found else ""
        if len("".join(self.labels)) > LONG_LABELS and word and all(word in label for label in self.labels) and not any(word in row[self.at] for row in self.others):
            return f"df = df[~{cells}.str.contains({json.dumps(word, ensure_ascii=False)}, na=False)]"
        return without(self._name, self.labels)

    @property
    def note(self) -> str:
        label = shown(self.labels[0].strip())
        if self.last:
            return f"the last row is a total {f'({label})' if self.labels[0] else 'without a name'}: {self.cure}"
        return f"{self.count:,} row{'s are totals' if self.count > 1 else ' is a total'}, like {label}: {self.cure}"


def without(name: str, labels: list[str]) -> str:
    """Code that leaves out the rows with these labels."""
    cells = f"df[{json.dumps(name, ensure_ascii=False)}]"
    listed = ", ".join(json.dumps(label, ensure_ascii=False) for label in labels)
    return f"df = df[{cells} != {listed}]" if len(labels) == 1 else f"df = df[~{cells}.isin([{listed}])]"


class Sums:
    """Numbers of a table by row, and the places of its totals."""

    def __init__(self, rows: list[list[str]], label: int, totals: set[int]) -> None:
        self._totals, self._rows = totals, len(rows)
        self.columns: list[list[float | None]] = []
        for at in range(len(rows[0])):
            numbers = [] if at == label else numbers_of(row[at] for row in rows)
            if len(numbers) - numbers.count(None) > 1:
                self.columns.append(numbers)

    def add_up(self, place: int, all_of_them: bool = False) -> bool:
        """Whether a number there is the sum of those above it, or of those since the total before it; of the first row, of those below."""
        start = max((other for other in self._totals if other < place), default=-1) + 1
        around = range(place) if place else range(1, self._rows)
        parts = [range(start, place), [other for other in around if other not in self._totals]]
        fits = [
            any(close(column[place], [number for at in part if (number := column[at]) is not None]) for part in parts)
            for column in self.columns
            if column[place] is not None
        ]
        return any(fits) and (all(fits) or not all_of_them)


def numbers_of(cells: Iterable[str]) -> list[float | None]:
    """None where a cell is no number, or one that no sum can be made of."""
    texts = [cell.strip() for cell in cells]
    written = Written(Counter(text for text in texts if text not in NULLS))
    return [_plain(written.number(text)) if written.readable and text in written.reads else None for text in texts]


def _plain(number: float) -> float | None:
    return number if abs(number) < 1e15 else None


def close(total: float | None, numbers: list[float]) -> bool:
    return total is not None and len(numbers) > 1 and any(numbers) and isclose(fsum(numbers), total, rel_tol=1e-6, abs_tol=0.011 * (total % 1 > 0))


def _is_total(cell: str) -> bool:
    return len(cell) < 60 and bool(_TOTAL.fullmatch(_BEHIND.sub("", cell.strip())))


def _is_named(cell: str) -> bool:
    return 2 < len(cell.strip()) < 60 and not _is_total(cell) and bool(_NAMED.fullmatch(_BEHIND.sub("", cell.strip())))


def name_notes(header: list[str], notes: list[str]) -> None:
    twice = next((name for name, times in Counter(header).items() if times > 1 and name), None)
    if twice is not None:
        notes.append(f"column name {shown(twice, 40)} twice: pandas calls the second {shown(twice + '.1', 42)}")
    folded: dict[str, list[str]] = {}
    for name in dict.fromkeys(header):
        folded.setdefault(name.strip().casefold(), []).append(name)
    alike = next((names for names in folded.values() if len(names) > 1), None)
    if any(name != name.strip() for name in header):
        notes.append("spaces around column names: keep them")
    if alike:
        both = " and ".join(json.dumps(short(name, 40), ensure_ascii=False) for name in alike[:2])
        notes.append(f"columns {both} differ only by case or spaces: write them exactly so")


_PERIOD = {
    "month": re.compile(
        r"(?:19|20)[0-9]{2}[-/.](?:0?[1-9]|1[0-2])|(?:19|20)[0-9]{2}年(?:0?[1-9]|1[0-2])月|(?:0?[1-9]|1[0-2])月"
        r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-zä]*\.?(?:[ -]?(?:20)?[0-9]{2})?",
        re.IGNORECASE,
    ),
    "year": re.compile(r"(?:19|20)[0-9]{2}"),
    "quarter": re.compile(r"(?:(?:19|20)[0-9]{2}[ -]?)?Q[1-4](?:[ -]?(?:19|20)[0-9]{2})?", re.IGNORECASE),
}
FEWEST, MOST_OTHERS = 4, 4


def wide_note(columns: list[dict]) -> str | None:
    """Of a table with a column for each month, year or quarter: which these are, and how it becomes one with a row for each."""
    for period, pattern in _PERIOD.items():
        over = [column["name"] for column in columns if pattern.fullmatch(column["name"].strip()) and column["type"] in ("int", "float")]
        others = [column["name"] for column in columns if column["name"] not in over]
        if len(over) < FEWEST or len(others) > MOST_OTHERS or {period, "value"} & set(others):
            continue
        kept = json.dumps(others, ensure_ascii=False)
        return (
            f"{len(over)} columns are {period}s, {short(over[0], 20)} to {short(over[-1], 20)}: "
            f'a figure over all of them needs each; df.melt(id_vars={kept}, var_name="{period}", value_name="value") makes a row of each'
        )
    return None
