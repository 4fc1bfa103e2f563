// Which names of Python's libraries do what. A path is matched by its beginning, a method of anything by its last part.

import type { Label } from "./core/domain.ts";

const words = (text: string) => text.trim().split(/\s+/);

/** Importing one of these is reason enough. */
const MODULES: readonly (readonly [Label, readonly string[]])[] = [
	[
		"network",
		words(`socket ssl socketserver urllib.request urllib3 requests httpx aiohttp http ftplib smtplib imaplib poplib nntplib
			telnetlib xmlrpc paramiko websocket websockets pycurl boto3 botocore s3fs gcsfs grpc httplib2 webbrowser
			asyncio.open_connection asyncio.start_server asyncio.open_unix_connection tornado flask uvicorn slack_sdk openai`),
	],
	[
		"subprocess",
		words(`subprocess pty pexpect plumbum fabric sh commands os.system os.popen os.fork os.forkpty os.posix_spawn
			os.posix_spawnp os.startfile os.execl os.execle os.execlp os.execlpe os.execv os.execve os.execvp os.execvpe
			os.spawnl os.spawnle os.spawnlp os.spawnlpe os.spawnv os.spawnve os.spawnvp os.spawnvpe asyncio.subprocess
			asyncio.create_subprocess_exec asyncio.create_subprocess_shell multiprocessing.popen_fork _posixsubprocess
			get_ipython IPython`),
	],
	["install", words("pip ensurepip micropip conda setuptools")],
	["deletes", words("os.remove os.unlink os.rmdir os.removedirs shutil.rmtree send2trash")],
	[
		"overwrites",
		words("os.rename os.renames os.replace shutil.move os.truncate os.ftruncate os.open os.writev os.pwrite"),
	],
	["outside", words("pathlib.Path.home os.path.expanduser os.path.expandvars os.chroot os.fchdir")],
	[
		"unparsed",
		words(`eval exec compile __import__ __builtins__ builtins.eval builtins.exec builtins.compile builtins.__import__
			ctypes cffi imp runpy code codeop marshal importlib.util importlib.machinery importlib.reload importlib.__import__
			importlib.import_module pickle.load pickle.loads pickle.Unpickler _pickle cPickle dill cloudpickle joblib.load
			pandas.read_pickle torch.load types.FunctionType types.CodeType sys.modules sys._getframe inspect.currentframe
			inspect.stack gc.get_objects gc.get_referrers operator.attrgetter operator.methodcaller sys.meta_path
			sys.path_hooks sys.addaudithook zipimport shelve yaml.unsafe_load`),
	],
];

/** Methods of anything: the name says enough. */
const METHODS: Readonly<Record<string, Label>> = {
	unlink: "deletes",
	rmdir: "deletes",
	rmtree: "deletes",
	expanduser: "outside",
	read_pickle: "unparsed",
	__subclasses__: "unparsed",
	__globals__: "unparsed",
	__builtins__: "unparsed",
	__code__: "unparsed",
	__bases__: "unparsed",
	__base__: "unparsed",
	__mro__: "unparsed",
	__getattribute__: "unparsed",
	__loader__: "unparsed",
	__spec__: "unparsed",
	__import__: "unparsed",
	__dict__: "unparsed",
	__self__: "unparsed",
	__reduce__: "unparsed",
	__reduce_ex__: "unparsed",
	subprocess_exec: "subprocess",
	subprocess_shell: "subprocess",
	f_globals: "unparsed",
	f_locals: "unparsed",
	f_builtins: "unparsed",
};

/** Names that an earlier script may have imported; any other name that is not assigned is taken for a variable. */
export const KNOWN: ReadonlySet<string> = new Set(
	words(`os sys shutil subprocess socket requests urllib pathlib glob importlib builtins pickle ctypes io runpy marshal pty
		Path open eval exec compile getattr setattr vars globals locals map filter sorted list tuple set reversed enumerate
		str iter next __import__ __builtins__ get_ipython operator inspect gc types httpx pip shlex tempfile functools`),
);

/** The same module by another name. */
export const SAME: Readonly<Record<string, string>> = {
	posix: "os",
	nt: "os",
	posixpath: "os.path",
	ntpath: "os.path",
	Path: "pathlib.Path",
	"pathlib.PosixPath": "pathlib.Path",
	"pathlib.PurePath": "pathlib.Path",
	"io.open": "open",
	"builtins.open": "open",
	"builtins.getattr": "getattr",
	"builtins.vars": "vars",
	"builtins.globals": "globals",
};

/** What modules keep of the modules they import: `pandas.io.common.os`. */
export const BORROWED = /^.*\._?(os|sys|subprocess|shutil|builtins|importlib)(?=\.|$)/;

/** Names that stand for a text. */
export const TEXTS: Readonly<Record<string, string>> = {
	"os.sep": "/",
	"os.path.sep": "/",
	"os.pardir": "..",
	"os.path.pardir": "..",
};

/** Values that come from listing files. */
export const LISTS_FILES = /(^|\.)(i?glob|rglob|iterdir|f?walk|listdir|scandir)\(\)/;

function isIn(path: string, name: string): boolean {
	return path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}(`);
}

export function labelOfPath(path: string): Label | undefined {
	if (path.startsWith('"')) return undefined;
	const found = MODULES.find(([, names]) => names.some((name) => isIn(path, name) && !path.endsWith("()")))?.[0];
	if (found !== undefined) return found;
	if (/^pathlib\.Path\(\)\.(rename|replace)$/.test(path)) return "overwrites";
	const [, ...parts] = path.replaceAll(/\(\)|\[\]/g, "").split(".");
	const inner = parts.find((part) => part.startsWith("__") && Object.hasOwn(METHODS, part));
	const last = inner ?? (path.endsWith("()") ? undefined : parts.at(-1));
	return last !== undefined && Object.hasOwn(METHODS, last) ? METHODS[last] : undefined;
}

/** Of modules only: `import os.path` says nothing, `import socket` does. */
export function labelOfImport(path: string): Label | undefined {
	return MODULES.find(([, names]) => names.some((name) => isIn(path, name)))?.[0];
}
