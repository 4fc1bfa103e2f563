// Mark of what was heard on a platform, for the bot that comes next.

export interface Heard {
	/** Up to when all that was said there is stored, in milliseconds; undefined if nobody knows. */
	until(): Promise<number | undefined>;
	note(until: number): Promise<void>;
}

interface Texts {
	get(key: string): Promise<string | null>;
	set(key: string, text: string): Promise<unknown>;
}

export function heardAt(key: string, call: <T>(command: (texts: Texts) => Promise<T>) => Promise<T>): Heard {
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
