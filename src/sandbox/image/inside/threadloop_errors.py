"""Exceptions as people read them: name, text, the line of the shown code, and a trace without the frames of libraries."""

import json
import re
import traceback
from collections.abc import Collection
from types import TracebackType

from threadloop_probe import probe


def user_frames(cells: Collection[str], found: traceback.TracebackException) -> None:
    """Drops the frames of libraries; keeps those of the shown code."""
    kept = [frame for frame in found.stack if frame.filename in cells]
    if len(kept) > 20:
        kept = kept[:10] + kept[-10:]
    found.stack = traceback.StackSummary.from_list(kept)
    for inner in (found.__cause__, found.__context__, *(found.exceptions or ())):
        if inner is not None:
            user_frames(cells, inner)
    # What went on inside a library before it raised says nothing to whoever reads this.
    if found.__cause__ is not None and not found.__cause__.stack:
        found.__cause__ = None
    if found.__context__ is not None and not found.__context__.stack:
        found.__context__ = None


def shown_line(cells: Collection[str], value: BaseException, trace: TracebackType | None) -> tuple[str, str]:
    """The file name of the cell that ran, and the line in it where it went wrong."""
    cell, line = "", ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in cells and cell in ("", name):
            cell, line = name, str(trace.tb_lineno)
        trace = trace.tb_next
    if not cell and isinstance(value, SyntaxError) and value.lineno:
        return str(value.filename), str(value.lineno)
    return cell, line


def clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit // 2]}\n[...]\n{text[-limit // 2 :]}"


def render(cells: Collection[str], hidden: dict, value: BaseException) -> list[str]:
    """[name, message, line of the shown code or "", trace without colours, findings as JSON]; agent/kernel.py reads this."""
    name, message, trace = type(value).__name__, "", value.__traceback__
    try:
        message = value.msg if isinstance(value, SyntaxError) else str(value)
        cell, line = shown_line(cells, value, trace)
        found = traceback.TracebackException(type(value), value, trace)
        user_frames(cells, found)
        text = "".join(found.format())
        if cell:
            text = text.replace(f'File "{cell}"', 'File "code"')
        text = re.sub(r'File "<code \d+>"', 'File "earlier code"', text)
        answer = [name, clip(message, 2000), line, clip(text.rstrip(), 12000)]
    except BaseException as fault:
        answer = [name, clip(message, 2000), "", f"{name} (its trace cannot be shown: {type(fault).__name__})"]
    answer.append(findings(cells, hidden, value, answer[1], trace))
    return [text.encode("utf-8", "replace").decode() for text in answer]


def findings(cells: Collection[str], hidden: dict, value: BaseException, message: str, trace: TracebackType | None) -> str:
    """What a look at the variables brought; an error is reported with it or without."""
    if isinstance(value, SyntaxError | SystemExit):
        return "{}"
    try:
        return json.dumps(probe(cells, hidden, value, message, trace))
    except BaseException:
        return "{}"
