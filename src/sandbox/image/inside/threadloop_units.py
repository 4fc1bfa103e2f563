"""Units behind numbers: which multiply and by how much, which measure the same, and which cannot be told."""

import re

_WORDS = {
    1e3: "k K tsd tsd. tausend thousand thousands тыс тыс. 千 仟 천",
    1e4: "万 萬 만",
    1e5: "lakh lakhs lac lacs L 十万 十萬",
    1e6: "M m MM mn mln mln. mio mio. million millions millionen millones млн млн. 百万 百萬 백만",
    1e7: "cr cr. crore crores 千万 千萬",
    1e8: "亿 億 억",
    1e9: "B b G bn bn. bln billion billions mrd mrd. mld mld. miljard milliard milliards milliarden miliardi млрд млрд.",
    1e12: "T tn trn trillion trillions 万亿 萬億 兆 조 трлн трлн.",
}  # fmt: skip
MULTIPLIERS = {word: factor for factor, words in _WORDS.items() for word in words.split()}
# Alone these may as well be metres, bytes, tonnes, litres, kelvin or a credit.
_UNSURE = {"m", "MM", "b", "B", "G", "T", "L", "cr", "cr.", "兆"}
_FLAGS = set("bcdefnprsuz")
_MEASURES = {"m", "L"}
SHARES = {"%": 0.01, "％": 0.01, "pct": 0.01, "percent": 0.01, "‰": 0.001, "bp": 0.0001, "bps": 0.0001}
_FAMILIES = (
    ("g", {"µg": 1e-6, "ug": 1e-6, "mg": 1e-3, "g": 1, "kg": 1e3, "t": 1e6, "oz": 28.349523125, "lb": 453.59237, "lbs": 453.59237}),
    ("克", {"毫克": 1e-3, "克": 1, "千克": 1e3, "公斤": 1e3, "斤": 500, "吨": 1e6}),
    ("bytes", {"B": 1, "bytes": 1, "kB": 1e3, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15, "KiB": 1024, "MiB": 1024**2, "GiB": 1024**3}),
    ("s", {"µs": 1e-6, "us": 1e-6, "ms": 1e-3, "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "mins": 60, "minute": 60,
           "minutes": 60, "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600, "d": 86400, "day": 86400, "days": 86400}),
    ("秒", {"秒": 1, "分": 60, "分钟": 60, "小时": 3600, "天": 86400}),
    ("m", {"mm": 1e-3, "cm": 0.01, "dm": 0.1, "m": 1, "km": 1e3, "in": 0.0254, "ft": 0.3048, "mi": 1609.344}),
    ("米", {"毫米": 1e-3, "厘米": 0.01, "米": 1, "公里": 1e3, "千米": 1e3}),
    ("l", {"ml": 1e-3, "mL": 1e-3, "cl": 0.01, "dl": 0.1, "l": 1, "L": 1}),
    ("Wh", {"Wh": 1, "kWh": 1e3, "MWh": 1e6, "GWh": 1e9, "TWh": 1e12}),
    ("W", {"mW": 1e-3, "W": 1, "kW": 1e3, "MW": 1e6, "GW": 1e9}),
    ("Hz", {"Hz": 1, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9}),
    ("V", {"mV": 1e-3, "V": 1, "kV": 1e3}),
    ("A", {"mA": 1e-3, "A": 1}),
)  # fmt: skip
# Debit, then credit; in German Soll and Haben.
_SIDES = (("dr", "cr"), ("D", "C"), ("S", "H"), ("借", "贷"), ("借", "貸"))
_HAN = re.compile("万亿|萬億|十万|十萬|百万|百萬|千万|千萬|백만|[万萬亿億兆千仟만억조천]")


def multiplier_of(word: str) -> float | None:
    # Of single letters the case says which is meant.
    return MULTIPLIERS.get(word) or (MULTIPLIERS.get(word.casefold()) if len(word) > 1 else None)


def split(unit: str) -> tuple[str, str]:
    """What multiplies, and what is counted: `万` and `人` of `万人`, `M` and `views` of `M views`."""
    if found := _HAN.match(unit):
        return found[0], unit[found.end() :].strip()
    first, _, rest = unit.partition(" ")
    return (first, rest.strip()) if multiplier_of(first) else ("", unit)


def family_of(units: set[str]) -> tuple[str, dict[str, float]] | None:
    """What all of them measure, and each in its terms."""
    for base, known in _FAMILIES:
        found = {unit: known.get(unit) or (known.get(unit.casefold(), 0) if len(unit) > 1 else 0) for unit in units}
        if all(found.values()):
            return base, found
    return None


def sides_of(units: set[str], amounts: bool) -> dict[str, float] | None:
    """1 for debit and -1 for credit, where both stand behind numbers; single letters count behind amounts alone, since `12C` may be a seat."""
    words = {unit: unit if len(unit) == 1 else unit.rstrip(".").casefold() for unit in units}
    if not amounts and all(len(word) == 1 and word.isascii() for word in words.values()):
        return None
    for debit, credit in _SIDES:
        if set(words.values()) == {debit, credit}:
            return {unit: 1 if word == debit else -1 for unit, word in words.items()}
    return None


class Scale:
    """Of one column's units (`""` for a number without one). `kind`: `""` (all of them alike), `multiply`, `measure` (of one family),
    `share` (percentages among plain numbers), `sides` (debit and credit), `different` or `unclear`; `amounts`: all have cents; `factors` by what is written behind the number."""

    def __init__(self, units: set[str], spaced: bool, money: bool, amounts: bool = False) -> None:
        self.kind, self.base, self.factors = "", "", {}
        #: Letters that say how sure a number is, as statistical offices put them behind some.
        self.flags = False
        named = {unit for unit in units if unit}
        shares = {unit for unit in named if unit in SHARES}
        if not named or (shares == units and len({SHARES[unit] for unit in shares}) == 1):
            return
        if shares:
            self._set("share" if shares == named and not money else "different", {unit: SHARES[unit] for unit in shares})
        elif sides := sides_of(named, amounts):
            self.base = next(unit for unit, factor in sides.items() if factor < 0)
            self._set("sides", sides)
        elif len(named) > 1 and (family := family_of(named)):
            self.base = family[0]
            self._set("measure" if "" not in units else "unclear", family[1])
        elif "" in units and len(named) > 1 and all(unit in _FLAGS for unit in named):
            self.flags = True
        else:
            self._multiply(named, "" in units, spaced, money)

    def _set(self, kind: str, factors: dict[str, float]) -> None:
        self.kind, self.factors = kind, factors if kind in ("share", "measure", "multiply", "sides") else {}

    def _multiply(self, named: set[str], bare: bool, spaced: bool, money: bool) -> None:
        pairs = {split(unit) for unit in named}
        words, counted = {word for word, _ in pairs if word}, {rest for _, rest in pairs}
        others = counted - {""}
        # `1.5万` beside `2万人`, but not `7M` beside `12C`.
        if len(others) > 1 or (others and "" in counted and not any(word for word, rest in pairs if rest)):
            self.kind = "different"
            return
        if not words:
            return
        unsure = {word for word in words if word in _UNSURE or word.casefold() in _UNSURE & {"cr", "cr."} or (word == "K" and spaced)}
        if unsure == words and len(words) == 1 and not money:
            # `12 m` in every cell are metres; `12m` may be millions.
            self.kind = "" if words <= _MEASURES and spaced and not bare else "unclear"
        elif {"m", "M"} <= words:
            self.kind = "unclear"
        else:
            self._set("multiply", {word: multiplier_of(word) or 1 for word in words})

    def of(self, unit: str) -> float:
        if not self.factors:
            return 1
        return self.factors.get(unit) or self.factors.get(split(unit)[0], 1)
