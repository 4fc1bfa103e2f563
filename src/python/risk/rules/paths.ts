// Paths and addresses in texts: what leads out of the workspace or to the network, and what names a file that is there.

import { MADE } from "../notation.ts";

const OUTSIDE = /^(\/(?!(workspace|data|tmp)(\/|$))|~|file:|\.\.(\/|$))|\/\.\.(\/|$)/;
const ADDRESS =
	/^(https?|ftps?|s3a?|gs|gcs|az|abfss?|hdfs|hf|sftp|ssh|smb|webdav|ws|wss|postgres\w*|mysql|mongodb|redis)(\+\w+)?:\/\//i;

export function isOutside(path: string): boolean {
	return OUTSIDE.test(path) || /^\w[\w+]*::|^file:/i.test(path);
}

export function isAddress(path: string): boolean {
	return ADDRESS.test(path) || (/^\w[\w+.-]*:\/\//.test(path) && !/^file:/i.test(path));
}

/** Whether a part that the program puts together may lead it anywhere: `data_{x}` stays where it is, `{x}.csv` and `out/{x}` may not. */
export function mayLead(path: string): boolean {
	const at = path.indexOf(MADE);
	return at === 0 || (at > 0 && path[at - 1] === "/") || /^[./~]*$/.test(path.slice(0, Math.max(0, at)));
}

/** Its name in the workspace: `/workspace//a/../b.csv` is `b.csv`. */
function inWorkspace(path: string): string {
	const parts: string[] = [];
	for (const part of path.replace(/^\/workspace(?=\/)/, "").split("/")) {
		if (part === "..") parts.pop();
		else if (part !== "." && part !== "") parts.push(part);
	}
	return parts.join("/");
}

/** Whether it may be a file that is there; a part that comes from data could be any name and does not count. */
export function hits(path: string, files: readonly string[]): boolean {
	const own = inWorkspace(path);
	if (!own.includes(MADE)) return files.includes(own);
	const [head = "", ...rest] = own.split(MADE);
	const tail = rest.at(-1) ?? "";
	return files.some((file) => file.length >= head.length + tail.length && file.startsWith(head) && file.endsWith(tail));
}
