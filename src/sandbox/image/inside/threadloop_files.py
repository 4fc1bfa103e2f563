"""Files and packages: which files there are, how one is encoded, which packages are installed; read only, regular files only."""

import os
import re
import stat
import sys
from collections import Counter

from threadloop_closest import closest

INSTEAD = {
    "plotly": "matplotlib", "bokeh": "matplotlib", "altair": "matplotlib", "plotnine": "seaborn", "pygal": "matplotlib",
    "statsmodels": "scipy", "pingouin": "scipy", "xgboost": "sklearn", "lightgbm": "sklearn", "catboost": "sklearn",
    "tensorflow": "sklearn", "torch": "sklearn", "keras": "sklearn", "scikit-learn": "sklearn", "skimage": "PIL",
    "xlsxwriter": "openpyxl", "xlrd": "openpyxl", "xlwt": "openpyxl", "pyxlsb": "openpyxl", "odf": "openpyxl", "fastparquet": "pyarrow",
    "pandasql": "duckdb", "sqlalchemy": "duckdb", "psycopg2": "duckdb", "dask": "polars", "modin": "polars", "vaex": "polars", "pyspark": "duckdb",
    "cv2": "PIL", "imageio": "PIL", "tabulate": "pandas", "prettytable": "pandas", "unicodecsv": "pandas", "geopandas": "pandas",
}  # fmt: skip


def files(named: str) -> list[str]:
    """Relative to /workspace if they are in it; also what is beside the named file."""
    found = []
    beside = os.path.dirname(os.path.join("/workspace", named))
    for folder in dict.fromkeys(("/workspace", "/data", os.path.normpath(beside))):
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not entry.name.startswith(".") and len(found) < 500:
                        found.append(entry.name if folder == "/workspace" else entry.path)
        except OSError:
            continue
    return sorted(found)


def missing_file(named: str) -> tuple[str, list[str]]:
    """A sentence, and the names of the files that are there, the closest first."""
    there = files(named)
    base = os.path.basename(named)
    names = [os.path.basename(name) for name in there]
    # The very name in another folder is the file that is meant.
    near = [base] if base in names else closest(base, names)
    first = [name for name in there if os.path.basename(name) in near[:1]]
    sentence = f"There is no file {named[:80]}" + (f"; the closest is {first[0]}." if first else ".")
    return sentence, first + [name for name in there if name not in first]


def named_file(literals: list[str]) -> str:
    for text in literals:
        path = os.path.join("/workspace", text)
        try:
            if "\0" not in path and stat.S_ISREG(os.stat(path).st_mode):
                return text
        except OSError:
            continue
    return ""


def encoding_of(path: str) -> str:
    """As Python calls it, from the first megabyte; "" if nothing fits."""
    with open(os.path.join("/workspace", path), "rb") as file:
        data = file.read(1_000_000)
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return name
    if _decodes(data, "utf-8"):
        return "utf-8"
    for name in ("gb18030", "shift_jis", "big5"):
        text = _decodes(data, name)
        wide = re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]", text)
        foreign = [letter for letter in text if ord(letter) > 127]
        runs = re.findall(rb"[\x80-\xff]{2,}", data)
        # Accented letters of Latin-1 stand alone between plain ones.
        if foreign and len(wide) > 0.8 * len(foreign) and len(runs) > 0.5 * len(re.findall(rb"[\x80-\xff]+", data)):
            return name
    return "cp1252" if re.search(rb"[\x80-\x9f]", data) and _decodes(data, "cp1252") else "latin-1"


def layout_of(path: str) -> tuple[str, int, int, list[int]]:
    """The delimiter, how many lines stand above the header, how many values a line has, and the lines with more (from 1)."""
    with open(os.path.join("/workspace", path), "rb") as file:
        text = file.read(1_000_000).decode("latin-1")
    # What stands in quotes delimits nothing.
    lines = re.sub(r'"[^"]*"', "", text).split("\n")
    best = (0, 0, "", [])
    for mark in ",;\t|":
        counts = [line.count(mark) for line in lines]
        usual, times = max(Counter(count for count in counts if count).items(), key=lambda pair: pair[1], default=(0, 0))
        best = max(best, (times, usual, mark, counts))
    times, usual, mark, counts = best
    if times < 0.8 * sum(1 for line in lines if line.strip()):
        return ",", 0, 0, []
    above = counts.index(usual)
    return mark or ",", above, usual + 1, [at for at, count in enumerate(counts, 1) if count > usual]


def _decodes(data: bytes, encoding: str) -> str:
    """"" if it does not; the end may be cut in the middle of a letter."""
    for cut in range(4):
        try:
            return data[: len(data) - cut].decode(encoding)
        except UnicodeDecodeError as fault:
            if fault.start < len(data) - 4:
                return ""
    return ""


def packages() -> list[str]:
    """The names that can be imported, from the folders that came with the image."""
    found = [name for name in sys.stdlib_module_names if not name.startswith("_")]
    for folder in (entry for entry in sys.path if type(entry) is str and entry.endswith("site-packages")):
        try:
            found += [name.removesuffix(".py") for name in os.listdir(folder) if re.fullmatch(r"[A-Za-z]\w*(\.py)?", name)]
        except OSError:
            continue
    return found


def missing_package(named: str) -> tuple[str, str]:
    """A sentence, and what to use instead ("" if nothing is known)."""
    base = named.partition(".")[0]
    there = packages()
    instead = INSTEAD.get(base.lower(), "")
    if instead not in there:
        near = closest(base, there, least=0.7) if len(base) > 3 else []
        instead = near[0] if near else ""
    said = f"The package {base[:60]} is not installed here, and nothing can be installed"
    return (f"{said}; {instead} is installed.", f"Use {instead} instead.") if instead else (f"{said}.", "")
