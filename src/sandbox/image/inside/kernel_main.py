"""Starts ipykernel in a way that suits a chat thread: one stream of output, short traces, no input, no surprises."""

import base64
import builtins
import contextlib
import faulthandler
import fcntl
import json
import linecache
import os
import re
import signal
import sys
import traceback
import warnings
from html.parser import HTMLParser
from types import TracebackType

from threadloop_interrupts import Interrupts
from threadloop_probe import probe
from threadloop_warm import Warmer

FIGURES = "/workspace/.threadloop"
MAX_FIGURES = 20
MAX_FIGURE_BYTES = 8 * 1024 * 1024
IMAGES = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}

saved_figures = 0
left_out = 0


def leave_out() -> None:
    """Counts a figure that is one too many; people are told at the end of the cell."""
    global left_out
    left_out += 1


def save_figure(data: bytes, ending: str) -> None:
    """Leaves an image where the host collects it."""
    global saved_figures
    if saved_figures >= MAX_FIGURES:
        leave_out()
        return
    if len(data) > MAX_FIGURE_BYTES:
        print(f"[a figure of {len(data) / 1e6:.1f} MB was left out: {MAX_FIGURE_BYTES >> 20} MB is the most]")
        return
    saved_figures += 1
    os.makedirs(FIGURES, exist_ok=True)
    with open(f"{FIGURES}/figure-{saved_figures}.{ending}", "wb") as file:
        file.write(data)


def show(data: dict) -> None:
    """An image becomes a file; everything else is shown as its text, in order with what is printed."""
    for kind, ending in IMAGES.items():
        image = data.get(kind)
        if image:
            if isinstance(image, str):
                image = image.encode() if ending == "svg" else base64.b64decode(image)
            save_figure(image, ending)
            return
    text = data.get("text/markdown") or data.get("text/plain")
    html = data.get("text/html")
    # A table says the same as text; what has no text of its own is shown as what can be read in it, and kept as it is.
    if html and re.fullmatch(r"<[\w.]+( object)?( at 0x[0-9a-f]+)?>", (text or "<html>").strip()):
        save_figure(html.encode("utf-8", "replace"), "html")
        text = html_text(html)
    if text:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag, _attributes) -> None:
        self._hidden += tag in ("script", "style")
        if tag in ("br", "p", "div", "tr", "li", "h1", "h2", "h3"):
            self.words.append("\n")

    def handle_endtag(self, tag) -> None:
        self._hidden -= tag in ("script", "style")
        if tag in ("td", "th"):
            self.words.append("\t")

    def handle_data(self, data) -> None:
        if not self._hidden:
            self.words.append(re.sub(r"\s+", " ", data))


def html_text(html: str) -> str:
    """A line for each row or paragraph, cells parted by tabs."""
    parser = _Words()
    parser.feed(html[:1_000_000])
    lines = (line.strip(" ").rstrip("\t ") for line in "".join(parser.words).split("\n"))
    return "\n".join(line for line in lines if line.strip())


def user_frames(shell, found: traceback.TracebackException) -> None:
    """Drops the frames of libraries; keeps those of the shown code and of files in /workspace."""
    names = shell.compile._filename_map
    kept = [frame for frame in found.stack if frame.filename in names or frame.filename.startswith("/workspace/")]
    if len(kept) > 20:
        kept = kept[:10] + kept[-10:]
    found.stack = traceback.StackSummary.from_list(kept)
    for inner in (found.__cause__, found.__context__, *(found.exceptions or ())):
        if inner is not None:
            user_frames(shell, inner)
    # What went on inside a library before it raised says nothing to whoever reads this.
    if found.__cause__ is not None and not found.__cause__.stack:
        found.__cause__ = None
    if found.__context__ is not None and not found.__context__.stack:
        found.__context__ = None


def shown_line(shell, value: BaseException, trace: TracebackType | None) -> tuple[str, str]:
    """The file name of the cell that ran, and the line in it where it went wrong."""
    names = shell.compile._filename_map
    cell, line = "", ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name in names and cell in ("", name):
            cell, line = name, str(trace.tb_lineno)
        trace = trace.tb_next
    if not cell and isinstance(value, SyntaxError) and value.lineno and not str(value.filename).startswith("/workspace/"):
        return str(value.filename), str(value.lineno)
    return cell, line


def clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit // 2]}\n[...]\n{text[-limit // 2 :]}"


def plain_syntax_error(value: SyntaxError) -> SyntaxError:
    """IPython asks Python for leave to read on, so an open bracket has an odd name there; ask again as a script would."""
    source = "".join(linecache.getlines(str(value.filename)))
    try:
        compile(source, str(value.filename), "exec")
    except SyntaxError as plain:
        return plain
    return value


def render(shell, kind, value, trace) -> list[str]:
    """[name, message, line of the shown code or "", trace without colours, findings as JSON]; agent/kernel.py reads this."""
    name, message = kind.__name__, ""
    try:
        if isinstance(value, SyntaxError):
            value = plain_syntax_error(value)
            kind, name = type(value), type(value).__name__
        message = value.msg if isinstance(value, SyntaxError) else str(value)
        cell, line = shown_line(shell, value, trace)
        found = traceback.TracebackException(kind, value, trace)
        user_frames(shell, found)
        text = "".join(found.format())
        if cell:
            text = text.replace(f'File "{cell}"', 'File "code"')
        for earlier in shell.compile._filename_map:
            text = text.replace(f'File "{earlier}"', 'File "earlier code"')
        text = re.sub(r"in <cell line: \d+>(\(\))?", "in <module>", text)
        answer = [name, clip(message, 2000), line, clip(text.rstrip(), 12000)]
    except BaseException as fault:
        answer = [name, clip(message, 2000), "", f"{name} (its trace cannot be shown: {type(fault).__name__})"]
    answer.append(findings(shell, value, answer[1], trace))
    return [text.encode("utf-8", "replace").decode() for text in answer]


def findings(shell, value: BaseException, message: str, trace: TracebackType | None) -> str:
    """What a look at the variables brought; an error is reported with it or without."""
    if isinstance(value, SyntaxError | SystemExit):
        return "{}"
    try:
        return json.dumps(probe(shell.compile._filename_map, shell.user_ns_hidden, value, message, trace))
    except BaseException:
        return "{}"


def no_input(*_args, **_kwargs):
    raise EOFError("input() is not available: nobody can type here. Put the value into the code.")


def leave(code=None) -> None:
    """`exit()` ends the code, not the kernel: variables stay."""
    raise SystemExit(code)


def bury() -> None:
    """Children that ended and that nobody waits for any more: as zombies they would count against the process limit."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def prepare(app) -> None:
    shell, kernel = app.shell, app.kernel
    execute, run_code = kernel.do_execute, shell.run_code
    warmer = Warmer()
    interrupts = Interrupts(lambda name: name in shell.compile._filename_map)

    def showtraceback(kind, value, _lines):
        shell._last_traceback = render(shell, kind, value, value.__traceback__)

    interrupted = False

    async def do_execute(*args, **kwargs):
        nonlocal interrupted
        # The agent ends what an interrupted cell forked, after that cell has answered.
        if interrupted:
            bury()
        reply = await execute(*args, **kwargs)
        interrupted = reply.get("ename") == "KeyboardInterrupt"
        # The text is in the rendered trace, cleaned; as it is, a lone surrogate in it would end the connection.
        if reply.get("status") == "error":
            reply["evalue"] = ""
        return reply

    def end_of_cell(*_args) -> None:
        figures = sys.modules.get("threadloop_figures")
        if figures:
            figures.end_of_cell()
        if left_out:
            said = f"{left_out} figures were" if left_out > 1 else "1 figure was"
            print(f"[{said} left out: {MAX_FIGURES} is the most that one run may show]")
        for stream in (sys.stdout, sys.stderr):
            stream.flush()

    def start_of_cell(*_args) -> None:
        global saved_figures, left_out
        saved_figures = left_out = 0
        warmer.stop()

    async def run_part(*args, **kwargs):
        interrupts.check_early()
        return await run_code(*args, **kwargs)

    def after_message() -> None:
        interrupts.end()
        # The first message is the agent's question whether the kernel is there: from now on nobody waits.
        if not warmer.started:
            warmer.start()

    def show_figure(figure) -> None:
        # Pyplot would bring this with it, but a figure can also be made without.
        import threadloop_figures

        threadloop_figures.display_figure(figure)

    # The whole stretch from the message to its answer would be open to SIGINT, and an answer could be lost by it.
    kernel.pre_handler_hook = interrupts.begin
    kernel.post_handler_hook = after_message
    kernel._cancel_on_sigint = interrupts.awaiting
    interrupts.also.add(end_of_cell.__code__)
    shell.run_code = run_part
    shell.display_formatter.ipython_display_formatter.for_type_by_name("matplotlib.figure", "Figure", show_figure)
    # IPython would drop blank lines and indentation at the start, and then no line number is that of the shown code.
    manager = shell.input_transformer_manager
    manager.cleanup_transforms = [step for step in manager.cleanup_transforms if getattr(step, "__name__", "") == "cell_magic"]
    shell._showtraceback = showtraceback
    # IPython's own rendering is thrown away, takes long, and opens files, of which code may have left none.
    for renderer in (shell.InteractiveTB, shell.SyntaxTB):
        renderer.structured_traceback = lambda *_args, **_kwargs: []
    kernel.do_execute = do_execute
    shell.display_pub.publish = lambda data, *_args, **_kwargs: show(data)
    shell.displayhook.write_output_prompt = lambda: None
    shell.displayhook.write_format_data = lambda data, _metadata=None: show(data)
    shell.displayhook.finish_displayhook = lambda: None
    shell.events.register("pre_run_cell", start_of_cell)
    shell.events.register("post_run_cell", end_of_cell)
    kernel.raw_input = no_input
    kernel.getpass = no_input
    for scope in (shell.user_ns, shell.user_ns_hidden):
        scope["exit"] = scope["quit"] = leave
    builtins.exit = builtins.quit = leave


def take_low_descriptors() -> None:
    """What code writes to a low number that it never opened goes nowhere, instead of into the kernel's own connections."""
    nowhere = os.open("/dev/null", os.O_RDWR)
    for number in range(3, 32):
        if number != nowhere:
            os.dup2(nowhere, number, inheritable=False)


def tell_where(path: str) -> None:
    """At a signal the stack goes into that file, even while a library does not let Python run; agent/where.py reads it."""
    opened = os.open(path, os.O_WRONLY | os.O_APPEND)
    # So high that no file that code opens takes its number.
    faulthandler.register(signal.SIGURG, file=fcntl.fcntl(opened, fcntl.F_DUPFD_CLOEXEC, 200), all_threads=False)
    os.close(opened)


def main() -> None:
    take_low_descriptors()
    connection = sys.argv[1]
    tell_where(f"{os.path.dirname(connection)}/where")
    # A file of the user that is called csv.py must not stand in for Python's own.
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if entry not in ("", here)] + [here, "/workspace"]
    sys.argv = [""]
    sys.modules["threadloop_kernel"] = sys.modules["__main__"]

    from ipykernel.displayhook import ZMQDisplayHook
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Minimal"
    config.InteractiveShell.history_length = 0
    config.IPKernelApp.log_level = 50
    app = IPKernelApp.instance(config=config, connection_file=connection)

    def init_io() -> None:
        """Output stays on the process's own descriptors: one pipe keeps print, display and subprocesses in order."""
        app.displayhook = ZMQDisplayHook(app.session, app.iopub_socket)
        sys.displayhook = app.displayhook

    app.init_io = init_io
    app.initialize([])
    sys.path[:] = [entry for entry in sys.path if entry]
    warnings.filterwarnings("ignore", message="To exit: use")
    # They speak to the authors of libraries; in a thread they bury the answer. Other warnings are shown.
    for category in (DeprecationWarning, FutureWarning, PendingDeprecationWarning):
        warnings.filterwarnings("ignore", category=category)
    prepare(app)
    app.start()


if __name__ == "__main__":
    main()
