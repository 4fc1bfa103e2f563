"""Numbers that stand for days or moments, under a name that says so: days as Excel counts them, and seconds since 1970."""

import json
import re

_DAY = re.compile(r"(?<![a-z])(date|datum|fecha|day|tag)(?![a-z])|日期|日付|날짜", re.IGNORECASE)
_MOMENT = re.compile(
    r"(?<![a-z])(date|datum|fecha|time|timestamp|datetime|ts|epoch|unix|created|updated|modified|zeit|zeitpunkt|hora)(?![a-z])|(?i:_at|_on|time|stamp)$"
    r"|时间|時間|日時|日期|日付|시간",
    re.IGNORECASE,
)
#: Of what Excel and Unix count, numbers of our times.
_SERIALS = (30_000, 60_000)
_SECONDS = (631_152_000, 2_208_988_800)
_UNITS = (("s", 1), ("ms", 10**3), ("us", 10**6), ("ns", 10**9))
_WORDS = {"s": "seconds", "ms": "milliseconds", "us": "microseconds", "ns": "nanoseconds"}


def serial_note(name: str, values: list[int], origin: str = "1899-12-30") -> str | None:
    if not values or not _DAY.search(name) or not all(_SERIALS[0] <= value <= _SERIALS[1] for value in values):
        return None
    day = _pandas().to_datetime(values[0], unit="D", origin=origin)
    return f'dates as numbers of Excel, {values[0]} is {day:%Y-%m-%d}: pd.to_datetime({_cells(name)}, unit="D", origin="{origin}")'


def epoch_note(name: str, values: list[int]) -> str | None:
    if not values or not _MOMENT.search(name):
        return None
    for unit, factor in _UNITS:
        if all(_SECONDS[0] * factor <= value <= _SECONDS[1] * factor for value in values):
            moment = _pandas().to_datetime(values[0], unit=unit)
            return f'{_WORDS[unit]} since 1970, {values[0]} is {moment:%Y-%m-%d %H:%M} UTC: pd.to_datetime({_cells(name)}, unit="{unit}")'
    return None


def _cells(name: str) -> str:
    return f"df[{json.dumps(name, ensure_ascii=False)}]"


def _pandas():
    import pandas

    return pandas
