"""Files and packages: which files there are, how a table is to be read, which packages are installed; read only, regular files only."""

import io
import os
import re
import stat
import sys

from threadloop_closest import closest

PROFILE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "profile")
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


def profile_of(path: str) -> dict:
    """Of the first megabyte, as the card of the file has it."""
    if PROFILE not in sys.path:
        sys.path.append(PROFILE)
    from delimited import delimited

    with open(os.path.join("/workspace", path), "rb") as file:
        data = file.read(1_000_000)
        cut = len(data) == 1_000_000 and data.rfind(b"\n") + 1
    data = data[:cut] if cut else data
    return delimited(io.BytesIO(data), len(data), "tsv" if path.endswith((".tsv", ".tab")) else "csv")


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
