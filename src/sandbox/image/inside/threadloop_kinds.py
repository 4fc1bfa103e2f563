"""Kind of a file by its first bytes, whatever its name says, and what becomes of one that nothing here reads."""

import re
import zipfile

START = 4096
_MAGIC = (
    (b"PAR1", "parquet"), (b"ARROW1", "feather"), (b"SQLite format 3\0", "sqlite"), (b"\x1f\x8b\x08", "gzip"), (b"BZh", "bz2"),
    (b"\xfd7zXZ\0", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"Rar!\x1a\x07", "rar"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"%PDF-", "pdf"),
    # Excel before 1997 had no container.
    (b"\x09\x00\x04\x00\x00\x00", "xls"), (b"\x09\x02\x06\x00\x00\x00", "xls"), (b"\x09\x04\x06\x00\x00\x00", "xls"),
    (b"\x09\x08\x10\x00\x00\x06", "xls"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Streams of an OLE container, by name.
_STREAMS = (("EncryptedPackage", "locked"), ("Workbook", "xls"), ("Book", "xls"), ("WordDocument", "doc"), ("PowerPoint Document", "ppt"))
_PAGE = re.compile(r"<(!doctype\s+html|html|head|body|meta|style|table|div|br|center)\b", re.IGNORECASE)

_SAVE = "save it as .xlsx or CSV and send that"
#: What it is, and what to do, where nothing here reads it.
UNREAD = {
    "xls": ("an old Excel workbook (97-2003)", _SAVE),
    "xlsb": ("a binary Excel workbook (.xlsb)", _SAVE),
    "ods": ("an OpenDocument workbook (.ods)", _SAVE),
    "xml workbook": ("an Excel 2003 workbook in XML", _SAVE),
    "web archive": ("a web page saved as an archive", _SAVE),
    "locked": ("protected by a password", "save it without one and send that"),
    "pdf": ("a PDF", "send its table as .xlsx or CSV"),
    "zstd": ("packed by zstd", "unpack it and send that"),
    "rar": ("a RAR archive", "unpack it and send that"),
    "7z": ("a 7z archive", "unpack it and send that"),
}


def unread(kind: str) -> str:
    """"" if something here may read it."""
    if kind not in UNREAD:
        return ""
    what, cure = UNREAD[kind]
    return f"{what}, which cannot be read here; {cure}"


def kind_of(file) -> str:
    """Of an open file, which is left at its start: `xlsx`, `zip`, `html`, `xml`, `json`, ...; "text" for the rest, "" for nothing."""
    file.seek(0)
    start = file.read(START)
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            file.seek(0)
            return kind
    kind = _zip(file) if start.startswith(b"PK\x03\x04") else _ole(file) if start.startswith(_OLE) else _text(start)
    file.seek(0)
    return kind


def _zip(file) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "broken zip"
    for part, kind in (
        ("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"), ("word/document.xml", "docx"), ("ppt/presentation.xml", "pptx"),
    ):  # fmt: skip
        if part in names:
            return kind
    return "ods" if {"content.xml", "mimetype"} <= names else "zip"


def _ole(file) -> str:
    file.seek(0)
    data = file.read(4 * 1024 * 1024)
    return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") + b"\0\0" in data), "xls")


def _text(start: bytes) -> str:
    if not start:
        return ""
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = (start.decode("utf-16", "replace") if wide else start.decode("latin-1").removeprefix("\xef\xbb\xbf")).lstrip()
    if text.startswith("<"):
        if "urn:schemas-microsoft-com:office:spreadsheet" in text and "<workbook" in text.lower():
            return "xml workbook"
        return "html" if _PAGE.match(text) or re.search(r"<(html|table)\b", text, re.IGNORECASE) else "xml"
    if text.startswith("MIME-Version:") and "multipart/related" in text:
        return "web archive"
    return "json" if text.startswith(("{", "[")) else "text"
