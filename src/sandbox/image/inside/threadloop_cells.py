"""Cell runner: a cell runs as Python runs a script, as it was shown, with nothing rewritten; the value of a last expression is shown."""

import ast
import asyncio
import io
import linecache
from collections.abc import Callable
from types import CodeType

# Bound now: code may put something else in their place.
_compile, _exec, _eval, _set_running_loop = compile, exec, eval, asyncio._set_running_loop


class Cells:
    """Those that ran in this kernel, by the file name that their code objects bear."""

    def __init__(self, show: Callable[[object], None]) -> None:
        self.names: set[str] = set()
        self._show = show

    def next_name(self) -> str:
        return f"<code {len(self.names) + 1}>"

    def run(self, source: str, scope: dict, check_early: Callable[[], None]) -> None:
        """Raises what the code raises; names of the code are those of `scope`; `check_early` is called when nothing of it has run."""
        parts, value = self._parts(source)
        check_early()
        loop = asyncio._get_running_loop()
        # A script is free to run a loop of its own, and the kernel's is none of its business.
        _set_running_loop(None)
        try:
            _exec(parts, scope)
            if value is not None:
                self._show(_eval(value, scope))
        finally:
            _set_running_loop(loop)

    def _parts(self, source: str) -> tuple[CodeType, CodeType | None]:
        name = self.next_name()
        self.names.add(name)
        # The lines that Python counts: it ends one at no other mark.
        linecache.cache[name] = (len(source), None, list(io.StringIO(source, newline=None)), name)
        tree = _compile(source, name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        # What is wrong with the whole is found before any of it runs.
        whole = _compile(tree, name, "exec", dont_inherit=True)
        if not tree.body or not isinstance(tree.body[-1], ast.Expr):
            return whole, None
        last = ast.Expression(tree.body.pop().value)
        return _compile(tree, name, "exec", dont_inherit=True), _compile(last, name, "eval", dont_inherit=True)
