// Names of files and of what is kept about them: safe as one path component, and fit to be shown.

import { createHash } from "node:crypto";
import { clean } from "../channel/text.ts";

const NAME_BYTES = 120;

/** Where the kernel leaves figures, relative to `/workspace`. */
export const FIGURES = ".threadloop";

/** A name as people gave it, as one harmless path component. */
export function safeName(name: string): string {
	const last = name.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
	const plain = last
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
		.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
		.trim()
		.replace(/^[.\-\s]+/, "");
	const ending = /\.[A-Za-z0-9]{1,10}$/.exec(plain)?.[0] ?? "";
	let stem = plain.slice(0, plain.length - ending.length) || "file";
	while (Buffer.byteLength(stem + ending) > NAME_BYTES) stem = [...stem].slice(0, -1).join("");
	return stem + ending;
}

/** An id from outside as one safe path component; equal ids give equal keys. */
export function keyOf(id: string): string {
	return /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(id) ? id : createHash("sha256").update(id).digest("hex").slice(0, 40);
}

/** A path below `/workspace` as people may see it. */
export function shownName(path: string): string {
	const name = clean(path.startsWith(`${FIGURES}/`) ? path.slice(FIGURES.length + 1) : path).replace(/[\t\n]/g, " ");
	return name.length > 200 ? `${name.slice(0, 199)}…` : name;
}
