// Aliases of modules and of what is in them: one name for each thing, before any table is asked.

/** The same module by another name. */
const SAME: Readonly<Record<string, string>> = {
	posix: "os",
	nt: "os",
	posixpath: "os.path",
	ntpath: "os.path",
	"pathlib.PosixPath": "pathlib.Path",
	"pathlib.PurePath": "pathlib.Path",
	"pathlib.PurePosixPath": "pathlib.Path",
	"io.open": "open",
	"codecs.open": "open",
	"gzip.open": "open",
	"bz2.open": "open",
	"lzma.open": "open",
};

/** What modules keep of the modules they import: `pandas.io.common.os`. */
const BORROWED: ReadonlySet<string> = new Set(["os", "sys", "subprocess", "shutil", "builtins", "importlib"]);

/** One name a thing: aliases, borrowed modules and builtins spelled out. */
export function canonical(path: string): string {
	const parts = path.split(".");
	const borrowed = parts.findLastIndex((part, at) => at > 0 && BORROWED.has(part.replace(/^_/, "")));
	const own = borrowed === -1 ? parts : [parts[borrowed]?.replace(/^_/, "") ?? "", ...parts.slice(borrowed + 1)];
	for (let length = Math.min(own.length, 2); length > 0; length--) {
		const head = own.slice(0, length).join(".");
		if (Object.hasOwn(SAME, head)) return [SAME[head], ...own.slice(length)].join(".");
	}
	return own.length > 1 && own[0] === "builtins" ? own.slice(1).join(".") : own.join(".");
}
