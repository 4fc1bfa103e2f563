// Mark of what was heard on a platform, for the bot that comes next.

import type { HeardMark } from "../core/ports.ts";

interface Texts {
	get(key: string): Promise<string | null>;
	set(key: string, text: string): Promise<unknown>;
}

export function heardAt(key: string, call: <T>(command: (texts: Texts) => Promise<T>) => Promise<T>): HeardMark {
	return {
		async until() {
			const noted = Number.parseInt((await call((texts) => texts.get(key))) ?? "", 10);
			return Number.isNaN(noted) ? undefined : noted;
		},
		async note(until) {
			await call((texts) => texts.set(key, `${until}`));
		},
	};
}
