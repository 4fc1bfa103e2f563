"""Account of the rows of a file: read, left out by which line and why, used; as much of it as is certain."""

import builtins
from typing import NamedTuple

# A copy, before any code runs: whoever replaces a builtin does not thereby replace it here.
globals()["__builtins__"] = dict(vars(builtins))

from threadloop_repeats import Repeat  # noqa: E402

MOST_STEPS = 12


class Step(NamedTuple):
    cell: str
    line: int
    #: Negative where a join added some.
    rows: int
    #: "" where only the line says it.
    why: str


class Node(NamedTuple):
    """Frames with these rows. Of what was computed from rows, such as sums by group, there is no file."""

    files: tuple[tuple[str, int], ...]
    steps: tuple[Step, ...]
    rows: int
    #: Tables whose rows joins gave several times.
    again: tuple[Repeat, ...] = ()


def account(files: tuple, used: list[Node], lost: list[Node], unsure: bool, cell: str) -> dict:
    """`used`: the rows that each figure rests on; `lost`: what rows were left after each loss in this cell."""
    found: dict = {"file": _names(files), "read": sum(rows for _, rows in files)}
    ends = {_bare(node.steps) for node in used}
    if len(ends) == 1 and not unsure and all(_is_start(node, used[-1]) for node in lost):
        return {**found, "left": _told(used[-1].steps, cell), "used": used[-1].rows}
    # A figure that rests on no row is told of, whatever else was looked at on the way.
    if used and used[-1].rows == 0 and used[-1].steps:
        return {**found, "left": _told(used[-1].steps, cell)}
    longest = max(lost, key=lambda node: len(node.steps), default=None)
    if not used and longest and all(_is_start(node, longest) for node in lost):
        return {**found, "left": _told(longest.steps, cell)}
    # Different figures rest on different rows: what was chosen is no loss, what was empty is.
    most: dict[str, Step] = {}
    for step in (step for node in lost + used for step in node.steps if step.why):
        if step.why not in most or abs(step.rows) > abs(most[step.why].rows):
            most[step.why] = step
    return {**found, "left": _told(tuple(most.values()), cell)}


def _told(steps: tuple[Step, ...], cell: str) -> list[dict]:
    return [{**({"line": step.line} if step.cell == cell else {}), "rows": step.rows, "why": step.why} for step in steps[:MOST_STEPS]]


def _bare(steps: tuple[Step, ...]) -> tuple:
    """Two figures pass over the same empty values, each in its line."""
    return tuple(step[2:] if step.why else step for step in steps)


def _is_start(node: Node, whole: Node) -> bool:
    return node.steps == whole.steps[: len(node.steps)]


def _names(files: tuple) -> str:
    names = [name for name, _ in files]
    return names[0] if len(names) == 1 else " and ".join(names) if len(names) == 2 else f"{len(names)} files"
