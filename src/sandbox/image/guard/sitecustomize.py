"""Guard for Python, loaded at every start: it runs what came with the image; files that people or programs made are data."""

import os
import site
import stat
import sys
import zipimport

# The root file system is read-only: what lies below these came with the image.
IMAGE = ("/usr/", "/opt/")


def install() -> None:
    # Bound to this call, so that code which replaces names of a module changes nothing here.
    events = frozenset(("exec", "import", "open", "ctypes.dlopen", "cpython.run_file", "cpython.run_stdin"))
    exists, is_folder, fstat, is_file, fsdecode = os.path.exists, os.path.isdir, os.fstat, stat.S_ISREG, os.fsdecode
    image, starts, kind, archive = IMAGE, str.startswith, isinstance, zipimport.zipimporter

    def ours(path: str) -> bool:
        return starts(path, image) and "/.." not in path

    def reason(path: str) -> str:
        where = "the workspace" if starts(path, "/workspace/") or path[:1] != "/" else "a folder that code can write to"
        return f"{path.rpartition('/')[2]} lies in {where}, where files are data and are never imported; put its code into the program"

    def audit(event: str, said: tuple) -> None:
        if event not in events:
            return
        if event == "exec":
            name = said[0].co_filename
            # A relative name is a loader's if there is such a file, and otherwise only a label.
            if name[:1] != "<" and not ours(name) and (name[:1] == "/" or exists(name)):
                raise ModuleNotFoundError(reason(name))
        elif event == "import":
            # The file of a compiled module; any other import comes with none.
            if kind(said[1], str) and not ours(said[1]):
                raise ModuleNotFoundError(reason(said[1]))
        elif event == "open":
            # The debugger obeys this file of the working folder.
            if said[0] == ".pdbrc":
                raise FileNotFoundError(2, "No such file or directory", ".pdbrc")
        elif event == "ctypes.dlopen":
            path = fsdecode(said[0]) if kind(said[0], str | bytes) else ""
            if "/" in path and not ours(path):
                raise ModuleNotFoundError(reason(path))
        elif event == "cpython.run_file":
            path = fsdecode(said[0])
            if not ours(path):
                raise SystemExit(reason(path))
        elif event == "cpython.run_stdin":
            state = fstat(0)
            # What bash writes down for a here-document has no name any more.
            if is_file(state.st_mode) and state.st_nlink:
                raise SystemExit("what is read from there is a file, and files are data and are never run; put its code into the program")

    class Data:
        """The finder of a folder or an archive whose files are data."""

        @staticmethod
        def find_spec(_name, _target=None):
            return None

        @staticmethod
        def invalidate_caches() -> None:
            return None

    def data(path: str) -> type:
        """A hook of `sys.path_hooks`: ImportError leaves the path to the next."""
        if kind(path, str) and ours(path):
            raise ImportError
        # A script is not an archive: it is refused by name where it would run.
        return Data if is_folder(path) else archive(path) and Data

    add = site.addpackage
    # A .pth file is lines of code.
    site.addpackage = lambda folder, *rest: add(folder, *rest) if ours(folder) else None
    sys.path_hooks.insert(0, data)
    sys.path_importer_cache.clear()
    sys.addaudithook(audit)


install()
