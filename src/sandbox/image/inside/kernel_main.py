"""Kernel process: ipykernel set up for a chat thread, with one stream of output, short traces, no input, no surprises."""

import builtins
import contextlib
import faulthandler
import fcntl
import getpass
import os
import signal
import sys
import warnings

from ipykernel.displayhook import ZMQDisplayHook
from ipykernel.kernelapp import IPKernelApp
from IPython.core import application, interactiveshell
from traitlets.config import Config

import threadloop_pandas
import threadloop_seen as seen
import threadloop_shown as shown
from threadloop_cells import Cells
from threadloop_errors import render
from threadloop_interrupts import Interrupts
from threadloop_standing import Standing
from threadloop_warm import Warmer


class App(IPKernelApp):
    """Without IPython's own ways to run something at its start: configuration files, start-up files, extensions, gui."""

    def load_config_file(self, *_args, **_kwargs) -> None:
        return None

    init_config_files = init_path = init_extensions = init_code = init_gui_pylab = init_pdb = load_config_file

    def init_io(self) -> None:
        """Output stays on the process's own descriptors: one pipe keeps print, display and subprocesses in order."""
        self.displayhook = ZMQDisplayHook(self.session, self.iopub_socket)
        sys.displayhook = self.displayhook


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


def fresh_scope() -> dict:
    """For code that is to see no variables of earlier code, and to leave none."""
    return {"__name__": "__main__", "__builtins__": builtins, "exit": leave, "quit": leave}


def left_by(standing: Standing) -> list[str]:
    """A kernel in which nobody can look any more says so."""
    try:
        return standing.look()
    except Exception:
        return ["what earlier code left in Python could not be looked at"]


def prepare(app: App) -> None:
    shell, kernel = app.shell, app.kernel
    builtins.exit = builtins.quit = leave
    builtins.input = getpass.getpass = kernel.raw_input = kernel.getpass = no_input
    standing = Standing(shell.user_ns, shell.user_ns_hidden, threadloop_pandas.install)
    warmer = Warmer(standing.imported)
    interrupts = Interrupts(lambda name: name in cells.names)
    # What an object raised while it was shown: IPython continues where a script would have failed.
    unshown: list[BaseException] = []

    def display_value(value: object) -> None:
        unshown.clear()
        shell.displayhook(value)
        if unshown:
            raise unshown.pop()

    cells = Cells(display_value)

    def run(source: str, scope: dict) -> BaseException | None:
        failure = None
        try:
            cells.run(source, scope, interrupts.check_early)
        except BaseException as raised:
            failure = raised
        try:
            shown.end()
        except BaseException as raised:
            failure = failure or raised
        return failure

    interrupted = False

    async def do_execute(code: str, *_args, user_expressions: dict | None = None, **_kwargs) -> dict:
        nonlocal interrupted
        # The agent ends what an interrupted cell forked, after that cell has answered.
        if interrupted:
            bury()
        shown.begin()
        seen.begin(cells.next_name())
        warmer.stop()
        standing.begin()
        failure = run(code, fresh_scope() if user_expressions else shell.user_ns)
        interrupted = isinstance(failure, KeyboardInterrupt)
        reply = {"status": "ok", "execution_count": 0, "user_expressions": {}, "payload": []}
        reply |= {"standing": left_by(standing), "seen": seen.told()}
        if failure is None:
            return reply
        # The text is in the rendered trace, cleaned; as it is, a lone surrogate in it would end the connection.
        trace = render(cells.names, shell.user_ns_hidden, failure)
        return {**reply, "status": "error", "ename": trace[0], "evalue": "", "traceback": trace}

    def after_message() -> None:
        interrupts.end()
        standing.rest()
        # The first message is the agent's question whether the kernel is there: from now on nobody waits.
        if not warmer.started:
            warmer.start()

    # The whole stretch from the message to its answer would be open to SIGINT, and an answer could be lost by it.
    kernel.pre_handler_hook = interrupts.begin
    kernel.post_handler_hook = after_message
    kernel.do_execute = do_execute
    interrupts.also |= {shown.end.__code__, display_value.__code__}
    shell._showtraceback = lambda _kind, value, _lines: unshown.append(value)
    # IPython's own rendering is thrown away, takes long, and opens files, of which code may have left none.
    for renderer in (shell.InteractiveTB, shell.SyntaxTB):
        renderer.structured_traceback = lambda *_args, **_kwargs: []
    shell.display_formatter.ipython_display_formatter.for_type_by_name("matplotlib.figure", "Figure", shown.show_figure)
    shell.display_pub.publish = lambda data, *_args, **_kwargs: shown.show(data)
    shell.displayhook.write_output_prompt = lambda: None
    shell.displayhook.write_format_data = lambda data, _metadata=None: shown.show(data)
    shell.displayhook.finish_displayhook = lambda: None
    for scope in (shell.user_ns, shell.user_ns_hidden):
        scope["exit"] = scope["quit"] = leave
        # What it gives is IPython's own way to rewrite and to run code.
        scope.pop("get_ipython", None)


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
    connection, where = sys.argv[1:]
    tell_where(where)
    sys.argv = [""]
    # IPython would take a folder in /tmp in place of one that it cannot write to.
    application.get_ipython_dir = interactiveshell.get_ipython_dir = lambda: "/opt/ipython"
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.xmode = "Minimal"
    config.InteractiveShell.history_length = 0
    config.IPKernelApp.log_level = 50
    app = App.instance(config=config, connection_file=connection)
    # The agent, which is another user, writes to its sockets.
    before = os.umask(0)
    app.initialize([])
    os.umask(before)
    # They speak to the authors of libraries; in a thread they bury the answer. Other warnings are shown.
    for category in (DeprecationWarning, FutureWarning, PendingDeprecationWarning):
        warnings.filterwarnings("ignore", category=category)
    # Twenty lines for one title; the facts of the figure say it once.
    warnings.filterwarnings("ignore", message=r"Glyph \d+ ", category=UserWarning)
    prepare(app)
    app.start()


if __name__ == "__main__":
    main()
