"""Names along an axis: whether they have an order of their own, and whether they are numbers that were left as text."""

import re

# Time, size, rank, age, and what tables of figures are made of; in doubt a name has an order.
_ORDERED = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|okt|oct|nov|dec|dez|mär|mai|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|monday|januar|"
    r"quarters?|quartal|q[1-4]|h[12]|fy|weeks?|woche|months?|monat|years?|jahr|days?|tag|hours?|am|pm|spring|summer|autumn|fall|winter|"
    r"frühling|sommer|herbst|morning|noon|afternoon|evening|night|today|yesterday|before|after|pre|post|start|begin|opening|closing|end|now|"
    r"old|new|past|future|current|previous|last|next|baseline|control|"
    r"very|low|lowest|medium|mid|high|highest|small|large|tiny|huge|short|long|light|heavy|xs|s|m|l|xl|xxl|first|second|third|"
    r"fourth|fifth|poor|fair|good|bad|excellent|never|rarely|sometimes|often|always|agree|disagree|neutral|bronze|silver|gold|platinum|"
    r"basic|free|standard|premium|pro|enterprise|junior|senior|child(ren)?|teens?|adults?|elderly|young|primary|secondary|tertiary|economy|"
    r"business|mean|median|std|min|max|count|steps?|stages?|phases?|levels?|rounds?|epochs?|bins?|tiers?|class|grades?|versions?|total|all)\b"
    r"|^(january|february|march|april|june|july|august|september|october|november|december|märz|juni|juli|oktober|dezember)"
    r"|day$|tag$|^(?:[a-z]|[ivx]+)$|[月日年时点岁级]$|[周季]|星期|曜日?$|^第.|[前后高低]$|^[上中下大小]$|^[上下][午半周月旬]|^[中低高]等|^[春夏秋冬]天?$",
    re.IGNORECASE,
)
# One amount, or several that were joined; no dates and no times.
_AMOUNT = re.compile(
    r"^[-+−(]?\s*(?:(?:US|HK|NT)?[$€£¥₹]|EUR|USD|CHF|RMB|CNY)?\s*[-+−]?\d[\d.,' \u00a0\u202f$€£¥₹%()元円万亿千]{0,400}\s*(?:k|m|bn|EUR|USD|CHF|kg|km)?$",
    re.IGNORECASE,
)


def are_ordered(names: list[str]) -> bool:
    """In doubt they are."""
    if any(_ORDERED.search(name) for name in names):
        return True
    numbers = [tuple(int(part) for part in re.findall(r"\d{1,15}", name)) for name in names]
    if not any(numbers):
        return False
    steps = list(zip(numbers, numbers[1:], strict=False))
    return not all(numbers) or all(one < other for one, other in steps) or all(one > other for one, other in steps)


def are_numbers(names: list[str]) -> bool:
    numbers = [name for name in names if _AMOUNT.match(name.strip())]
    return len(numbers) * 5 >= len(names) * 4 and not all(re.fullmatch(r"(19|20)\d\d", name.strip()) for name in numbers)
