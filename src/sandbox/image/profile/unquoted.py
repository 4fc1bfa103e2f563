"""Delimiters inside a value that nobody has quoted: `Bari, Italy` is one place, and its row has a field too many."""

from layout import like_data


def merged_at(width: int, rows: list[list[str]]) -> int | None:
    """The one column in which such values stand: behind the delimiter goes a space, as nowhere else, and all numbers stay where they belong."""
    longer = [row for row in rows if len(row) > width]
    usual = [row for row in rows if len(row) == width]
    if not longer or 2 * len(usual) < len(rows) or len(rows[0]) > width or any(cell[:1] == " " for row in usual for cell in row):
        return None
    data = [at for at in range(width) if all(like_data(row[at].strip()) for row in usual if row[at].strip())]
    fits = [at for at in range(width) if at not in data and all(_fits(row, at, width, data) for row in longer)]
    return fits[0] if data and len(fits) == 1 else None


def _fits(row: list[str], at: int, width: int, data: list[int]) -> bool:
    end = len(row) - (width - at - 1)
    one = merged(row, at, width, "")
    spaced = all(cell[:1] == " " for cell in row[at + 1 : end]) and not any(cell[:1] == " " for cell in (*row[: at + 1], *row[end:]))
    return spaced and all(like_data(one[place].strip()) for place in data if one[place].strip())


def merged(row: list[str], at: int, width: int, delimiter: str) -> list[str]:
    end = len(row) - (width - at - 1)
    return [*row[:at], delimiter.join(row[at:end]), *row[end:]]


class Merge:
    """What `read_csv` is told of them, and its code."""

    def __init__(self, at: int, width: int, delimiter: str) -> None:
        self._place = (at, width, delimiter)

    def __call__(self, row: list[str]) -> list[str]:
        return merged(row, *self._place)

    def __str__(self) -> str:
        at, width, delimiter = self._place
        behind = width - at - 1
        last = f"len(row) - {behind}" if behind else "len(row)"
        middle = f'"{delimiter}".join(row[{at}:{last}])'
        return f"lambda row: [*row[:{at}], {middle}, *row[{last}:]]"
