// Text from the agent: cut to size, and without the characters that trick whoever reads it.

import { z } from "zod";

/** Cuts instead of refusing: the beginning of a text that is too long is still worth having. */
export const text = (limit: number) => z.string().transform((value) => clean(value.slice(0, limit)));

/** In one line. */
export const line = (limit: number) => text(limit).transform((value) => value.replace(/\s+/g, " ").trim());

/** Without control characters, text-direction tricks and lone surrogates. */
export function clean(value: string): string {
	return (
		value
			// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
			.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "")
			.toWellFormed()
	);
}
