"""Columns that are made of others, proven on the first rows: running totals, ratios, sums of a group that stand in each of its rows."""

import json
import re
from itertools import pairwise
from math import fsum, isclose

from rows import numbers_of
from values import shown

FEWEST = 4
MOST_ROWS, MOST_NUMBERS, MOST_GROUPS = 2000, 10, 6
#: Two numbers are one if they differ by less, as sums of cents do.
CENT = 0.006
#: A price is what a thing costs, and no ratio to people, unless it is an average.
_PRICE = re.compile(r"^(?!.*(?:avg|average|mean|per |ø|durchschn|mittl|平均)).*(?:price|preis|cost|单价|价格|単価|価格)", re.IGNORECASE)
_TOTAL = re.compile(r"total|summe|gesamt|betrag|amount|总额|总价|金额|合計|総額|金額", re.IGNORECASE)
_ORDER = re.compile(
    r"(?:order|invoice|receipt|booking|ticket|rechnungs?|bestell|auftrags?|beleg)[ _.-]*(?:id|no|nr|num|number|nummer|code|#)\.?$|^(?:order|invoice|receipt|ticket)$"
    r"|(?:订单|单|发票|注文|伝票)(?:编?号|番号|id)$|^订单$",
    re.IGNORECASE,
)
#: What is there at a time, and not what came.
LEVEL = re.compile(
    r"balance|saldo|kontostand|bestand|\bstock\b|\bstock[ _-]?(?:level|qty|quantity|units)|inventory|on[ _-]?hand|head[ _-]?count|meter[ _-]?reading|zählerstand"
    r"|cumul|kumul|running[ _-]?total|\bytd\b|year[ _-]to[ _-]date|\bto[ _-]date$|backlog|followers|subscribers|active[ _-](?:users|members|customers)|mitarbeiterzahl|(?<![a-zäöü])stand(?![a-zäöü])"
    r"|余额|库存|存量|结存|累计|在职人数|员工(?:人)?数|粉丝数|用户总数|读数|表底|在庫|残高|累計|在籍",
    re.IGNORECASE,
)
_CHANGE = re.compile(r"change|diff|delta|[Δ±]|growth|\bvs\b|veränderung|abweichung|变化|增减|环比|同比|増減", re.IGNORECASE)
#: Of names in notes; people are shown less.
NAME = 80
Values = list[float | None]


def made_notes(columns: list[dict], cells: list) -> None:
    """Puts them first among the notes of those columns. `cells`: of each column its text by row, in the order of the file."""
    cells = [values[:MOST_ROWS] for values in cells]
    rows = len(cells[0]) if cells else 0
    numbers = [at for at, column in enumerate(columns) if rows >= FEWEST and is_number(column)][:MOST_NUMBERS]
    values = {at: numbers_of(cells[at]) for at in numbers}
    groups = [at for at, column in enumerate(columns) if column["type"] in ("text", "int") and 1 < len(set(cells[at])) <= 0.7 * rows][:MOST_GROUPS]
    for at in numbers:
        column = columns[at]
        others = [one for one in numbers if one != at and len(set(values[one])) > 2]
        name = {one: shown(columns[one]["name"], NAME) for one in [*others, *groups]}
        steps = [one for one in others if not _CHANGE.search(columns[one]["name"])]
        # Where a column is the change of this one, its first row is empty; a balance may begin so.
        if not LEVEL.search(column["name"].replace("_", " ")):
            steps = [one for one in steps if None not in (values[one][0], values[one][-1])]
        if parts := _added(values[at], steps, values, [cells[group] for group in groups if columns[group]["type"] == "text"]):
            put(column, f"a running total of {' less '.join(name[part] for part in parts)}: never to be added up")
        elif found := _sum_of_group(at, others, values, cells, groups):
            part, group = found
            put(column, f"the sum of {name[part]} for each {name[group]}, in all its rows: to be counted once for each")
        elif _TOTAL.search(column["name"]) and (group := _same_in_group(values[at], cells, [one for one in groups if _ORDER.search(columns[one]["name"])])) is not None:
            put(column, f"the same for each {name[group]}, in all its rows: to be counted once for each")
        elif not _PRICE.search(column["name"]) and (pair := _ratio(values[at], cells[at], others, values)):
            note = f"{name[pair[0]]} / {name[pair[1]]} of each row: a mean of it counts all rows alike, the ratio of the sums does not"
            column.setdefault("notes", []).append(note)


#: How a note of a column begins whose empty cells stand for the value above.
ONCE = "each value once, with empty cells below it, as if it stood for these rows, too"


def once_note(columns: list[dict], cells: list) -> None:
    """A first column with a value in the first row of each group alone, as merged cells are saved. `cells` as of `made_notes`."""
    if len(cells) < 2 or len(cells[0]) < 4 or not cells[0][0].strip() or any(not cell.strip() for cell in cells[1]):
        return
    values = [cell for cell in cells[0] if cell.strip()]
    blank = len(cells[0]) - len(values)
    if len(set(values)) == len(values) > 1 and blank >= len(values) and columns[0]["type"] != "float":
        called = f"df[{json.dumps(columns[0]['name'], ensure_ascii=False)}]"
        put(columns[0], f"{ONCE}: {called} = {called}.ffill()")


def put(column: dict, note: str) -> None:
    column["notes"] = [note, *column.get("notes", [])]


def is_number(column: dict) -> bool:
    return column["type"] not in ("date", "datetime") and "range" in column


def _added(total: Values, others: list[int], values: dict[int, Values], groups: list) -> list[int] | None:
    """One column, or two of which the second is taken off, that this one adds up row by row, from above or from below, in the whole table or by group."""
    if None in total or len(set(total)) < FEWEST:
        return None
    ways = [[one] for one in others] + [[one, other] for one in others for other in others if one != other]
    for group in [None, *groups]:
        runs = _rows_by(group) if group else {"": [*range(len(total))]}
        steps = [[pair for run in runs.values() for pair in pairwise(run[::order])] for order in (1, -1)]
        for parts in ways:
            added = [values[part] for part in parts]
            if any(_follow(total, pairs, added) for pairs in steps):
                return parts
    return None


def _follow(total: Values, pairs: list[tuple[int, int]], parts: list[Values]) -> bool:
    """Whether each row adds to the one before; now and then one may begin anew, as a new month does."""
    anew = 0
    for before, row in pairs:
        step = sum((part[row] or 0) * (1 if place == 0 else -1) for place, part in enumerate(parts))
        if not isclose(total[before] + step, total[row], rel_tol=1e-9, abs_tol=CENT):
            anew += 1
            if 3 * anew > len(pairs) or not isclose(step, total[row], rel_tol=1e-9, abs_tol=CENT):
                return False
    return len(pairs) - anew >= FEWEST - 1


def _sum_of_group(at: int, others: list[int], values: dict[int, Values], cells: list, groups: list[int]) -> tuple[int, int] | None:
    """A column of parts and one of groups."""
    total = values[at]
    if None in total:
        return None
    for group in groups:
        runs = _rows_by(cells[group])
        if len(total) == MOST_ROWS:
            del runs[cells[group][-1]]
        several = [run for run in runs.values() if len(run) > 1]
        if group == at or len(several) < 2 or any(len({total[row] for row in run}) > 1 for run in runs.values()):
            continue
        for part in others:
            amounts = values[part]
            if part != group and None not in amounts and all(isclose(fsum(amounts[row] for row in run), total[run[0]], rel_tol=1e-9, abs_tol=CENT) for run in runs.values()):
                return part, group
    return None


def _same_in_group(total: Values, cells: list, groups: list[int]) -> int | None:
    """The column of orders of which each has one value, in several rows."""
    for group in groups:
        runs = [[total[row] for row in run] for run in _rows_by(cells[group]).values()]
        several = [run for run in runs if len(run) > 1]
        same = all(None not in run and len(set(run)) == 1 for run in runs)
        if same and len(several) > 1 and len({run[0] for run in runs}) > 0.5 * len(runs):
            return group
    return None


def _rows_by(keys) -> dict[str, list[int]]:
    runs: dict[str, list[int]] = {}
    for row, key in enumerate(keys):
        runs.setdefault(key, []).append(row)
    return runs


def _ratio(shares: Values, texts: list, others: list[int], values: dict[int, Values]) -> tuple[int, int] | None:
    """Two columns of which this one is the first divided by the second, as a share of 1 or of 100, as far as its digits tell."""
    known = [row for row, share in enumerate(shares) if share is not None]
    if len(known) < FEWEST or len({shares[row] for row in known}) < 3 or not any("." in texts[row] or "," in texts[row] for row in known):
        return None
    for one in others:
        for other in others:
            rows = [row for row in known if values[one][row] is not None and values[other][row]]
            if one == other or len(rows) < 0.9 * len(known) or len(rows) < FEWEST or len({values[other][row] for row in rows}) < 3:
                continue
            for scale in (1, 100):
                found = []
                for row in rows:
                    found.append(_digits(shares[row], texts[row], values[one][row] / values[other][row] * scale))
                    if found[-1] is None:
                        break
                if found[-1] is not None and sum(found) >= 0.5 * len(found):
                    return one, other
    return None


def _digits(share: float, text: str, ratio: float) -> bool | None:
    """Whether it has two digits that are the ratio's, and so proves something; None if it is another number. Half a unit may be rounded away."""
    digits = re.sub(r"[^0-9.,-]", "", text).replace(",", ".")
    unit = 10.0 ** -len(digits.rpartition(".")[2] if "." in digits else "")
    if "%" in text:
        unit /= 100 * (abs(share) < 1 <= abs(ratio * 100)) or 1
    return unit <= 0.1 * abs(ratio) if abs(share - ratio) <= 0.51 * unit + 1e-9 else None
