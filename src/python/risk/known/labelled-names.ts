// Labelled names of Python's libraries, for which a label says more than `unparsed`. No list of dangerous names is complete, and nothing depends on this one.

import type { Label } from "../../../core/domain.ts";

const words = (text: string) => text.trim().split(/\s+/);

/** Paths, matched by their beginning. */
const NAMED: readonly (readonly [Label, readonly string[]])[] = [
	[
		"network",
		words(`socket ssl socketserver urllib.request urllib3 requests httpx aiohttp http ftplib smtplib imaplib poplib nntplib
			telnetlib xmlrpc paramiko websocket websockets pycurl boto3 botocore s3fs gcsfs grpc httplib2 webbrowser
			asyncio.open_connection asyncio.start_server asyncio.open_unix_connection tornado flask uvicorn slack_sdk openai
			sklearn.datasets.fetch_openml sklearn.datasets.fetch_california_housing sklearn.datasets.fetch_20newsgroups
			sklearn.datasets.fetch_covtype sklearn.datasets.fetch_lfw_people sklearn.datasets.fetch_olivetti_faces
			sklearn.datasets.fetch_kddcup99 sklearn.datasets.fetch_rcv1 sklearn.datasets.fetch_file
			seaborn.load_dataset seaborn.get_dataset_names polars.read_database_uri pyarrow.flight`),
	],
	[
		"subprocess",
		words(`subprocess pty pexpect plumbum fabric sh commands os.system os.popen os.fork os.forkpty os.posix_spawn
			os.posix_spawnp os.startfile os.execl os.execle os.execlp os.execlpe os.execv os.execve os.execvp os.execvpe
			os.spawnl os.spawnle os.spawnlp os.spawnlpe os.spawnv os.spawnve os.spawnvp os.spawnvpe asyncio.subprocess
			asyncio.create_subprocess_exec asyncio.create_subprocess_shell multiprocessing _posixsubprocess
			get_ipython IPython.get_ipython pydoc.pipepager pydoc.tempfilepager`),
	],
	["install", words("pip ensurepip micropip conda setuptools")],
	["deletes", words("os.remove os.unlink os.rmdir os.removedirs shutil.rmtree send2trash")],
	[
		"overwrites",
		words("os.rename os.renames os.replace shutil.move os.truncate os.ftruncate os.open os.writev os.pwrite"),
	],
	["outside", words("pathlib.Path.home os.path.expanduser os.path.expandvars os.chroot os.fchdir")],
];

/** Attributes of anything. */
const ATTRIBUTES: Readonly<Record<string, Label>> = {
	unlink: "deletes",
	rmdir: "deletes",
	rmtree: "deletes",
	expanduser: "outside",
	subprocess_exec: "subprocess",
	subprocess_shell: "subprocess",
	system: "subprocess",
	popen: "subprocess",
};

const BY_PATH: ReadonlyMap<string, Label> = new Map(
	NAMED.flatMap(([label, names]) => names.map((name) => [name, label] as const)),
);

export function labelOfPath(path: string): Label | undefined {
	const parts = path.split(".");
	for (let length = 1; length <= parts.length; length++) {
		const found = BY_PATH.get(parts.slice(0, length).join("."));
		if (found !== undefined) return found;
	}
	return labelOfAttribute(parts.length > 1 ? (parts.at(-1) ?? "") : "");
}

export function labelOfAttribute(name: string): Label | undefined {
	return Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined;
}
