// Setting types: text in, checked value out, or words for what is wrong with it.

import { z } from "zod";

export const MEMORY_UNITS = { m: 1024 ** 2, g: 1024 ** 3 } as const;
/** The engine refuses containers with less than 6 MB; Python with pandas needs far more. */
const LEAST_MEMORY = 256 * MEMORY_UNITS.m;

export function httpUrl() {
	return z
		.string()
		.refine(
			(text) => /^https?:\/\//.test(text) && URL.canParse(text),
			"must be an address that starts with http:// or https://",
		);
}

export function httpUrls() {
	return z
		.string()
		.transform((text) => text.split(",").map((part) => part.trim()))
		.pipe(z.array(httpUrl()));
}

export function list(item: RegExp, message: string) {
	return z
		.string()
		.transform((text) => text.split(",").map((part) => part.trim()))
		.refine((parts) => parts.every((part) => item.test(part)), message);
}

/** Of a name space or an object of Kubernetes. */
export function kubernetesName() {
	return z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "must be 1 to 63 small letters, digits and hyphens");
}

export function hosts() {
	return list(/^(https?:\/\/)?[\w.-]+(:\d+)?$/, "must be host names separated by commas");
}

/** `name=/path` or `/path`, which is named after its last part. */
export function folders() {
	return z
		.string()
		.transform((text) =>
			text.split(",").map((part) => {
				const [, name, path = ""] = /^(?:([^=/]*)=)?(.*)$/.exec(part.trim()) ?? [];
				return { name: name ?? path.split("/").findLast((one) => one !== "") ?? "", path };
			}),
		)
		.refine(
			(dirs) => dirs.every(({ name, path }) => /^\w[\w.-]{0,63}$/.test(name) && /^\/./.test(path)),
			"must be absolute paths separated by commas, each with a plain name in front (name=/path) if its last part is not one",
		)
		.refine(
			(dirs) => new Set(dirs.map(({ name }) => name)).size === dirs.length,
			"must give each folder a different name",
		);
}

export function number({ from, to }: { from: number; to: number }) {
	const message = `must be a whole number from ${from} to ${to}`;
	return z
		.string()
		.regex(/^\d+$/, message)
		.transform(Number)
		.refine((value) => value >= from && value <= to, message);
}

/** Fractions are allowed, so that an operator can try out expiry with a short timeout. */
export function minutes() {
	const message = "must be a number of minutes from 0.01 to 10080 (a week)";
	return z
		.string()
		.regex(/^\d+(\.\d+)?$/, message)
		.transform(Number)
		.refine((value) => value >= 0.01 && value <= 10_080, message);
}

export function memory() {
	return z
		.string()
		.regex(/^\d+(\.\d+)?[mg]$/i, "must be a size like 512m or 4g")
		.transform((text) => Math.round(Number.parseFloat(text) * MEMORY_UNITS[/g$/i.test(text) ? "g" : "m"]))
		.refine((bytes) => bytes >= LEAST_MEMORY, "must be at least 256m");
}
