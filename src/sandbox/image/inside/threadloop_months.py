"""Names of months in dates, in the languages of our users: pandas knows the English ones alone, so the others are made numbers first."""

import re

_NAMES = (
    "january february march april may june july august september october november december",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jänner feber maerz",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
)
_SHORT = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jan feb mär apr mai jun jul aug sep okt nov dez",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "ene feb mar abr may jun jul ago sept oct nov dic",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "jan fev mar abr mai jun jul ago set out nov dez",
)
_NUMBERS = {name: at + 1 for names in (*_NAMES, *_SHORT) for at, name in enumerate(names.split())}
_ENGLISH = {*_NAMES[0].split(), *_SHORT[0].split()}
_DATE = re.compile(
    r"(?:(?P<d>[0-9]{1,2})(?:\.|(?:\.|er|º)?[ -](?:de )?))?(?P<n>[^\W\d_]{3,10})(?P<dot>(?:\.(?=[ -]))?)"
    r"(?P<s>,?[ -](?:de )?|['.])(?P<y>[0-9]{4}|(?<! )[0-9]{2})"
)
_ERA = re.compile(r"(?P<era>令和|平成|昭和)(?P<y>[0-9]{1,2}|元)年(?P<m>[0-9]{1,2})月(?:(?P<d>[0-9]{1,2})日)?")
_BEFORE = {"令和": 2018, "平成": 1988, "昭和": 1925}
#: Stands in a format for the name of a month that was made a number.
NAME = "{month}"
ERA = "{era}"


def parse(value: str) -> tuple[str, tuple[int, int, int], str] | None:
    """As `dates.parse`. A month without a day stands for its first."""
    if len(value) > 40:
        return None
    if found := _ERA.fullmatch(value):
        year = _BEFORE[found["era"]] + (1 if found["y"] == "元" else int(found["y"]))
        return _valid(ERA + "%Y年%m月" + ("%d日" if found["d"] else ""), year, int(found["m"]), int(found["d"] or 1))
    found = _DATE.fullmatch(value)
    number = _NUMBERS.get(found["n"].lower()) if found else None
    if not found or not number:
        return None
    english = found["n"].lower() in _ENGLISH and not found["dot"]
    word = ("%b" if len(found["n"]) == 3 else "%B") if english else NAME
    year = int(found["y"]) if len(found["y"]) == 4 else int(found["y"]) + (1900 if int(found["y"]) >= 69 else 2000)
    head = value[: found.start("n")].replace(found["d"], "%d", 1) if found["d"] else ""
    form = head + word + found["s"] + ("%Y" if len(found["y"]) == 4 else "%y")
    return _valid(form, year, number, int(found["d"] or 1))


def _valid(form: str, year: int, month: int, day: int) -> tuple[str, tuple[int, int, int], str] | None:
    return (form, (year, month, day), "") if 1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2999 else None


def code_for(cells: str, form: str, values) -> tuple[str, str]:
    """What makes numbers of the names in these dates, and the format that is left."""
    if form.startswith(ERA):
        eras = sorted({value[:2] for value in values if _ERA.fullmatch(value)})
        years = ", ".join(f'"{era}": {_BEFORE[era]}' for era in eras)
        code = f'.str.replace("元年", "1年").str.replace(r"({"|".join(eras)})(\\d+)", lambda m: str({{{years}}}[m[1]] + int(m[2])), regex=True)'
        return cells + code, form.removeprefix(ERA)
    if NAME not in form:
        return cells, form
    found = {match["n"] + match["dot"]: _NUMBERS[match["n"].lower()] for value in values if (match := _DATE.fullmatch(value)) and match["n"].lower() in _NUMBERS}
    names = ", ".join(f'"{name.replace(".", "[.]")}": "{found[name]}"' for name in sorted(found, key=lambda name: (-len(name), found[name])))
    return f"{cells}.replace({{{names}}}, regex=True)", form.replace(NAME, "%m")
