// A source of chance that is the same for the same seed.

import { seeded } from "./statistics.ts";

export interface Random {
	/** A whole number from `from` to `to`, both included. */
	between(from: number, to: number): number;
	pick<T>(list: readonly [T, ...T[]] | readonly T[]): T;
}

export function randomOf(seed: number): Random {
	const next = seeded(seed);
	const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
	return {
		between,
		pick: (list) => {
			const one = list[between(0, list.length - 1)];
			if (one === undefined) throw new Error("nothing to pick from");
			return one;
		},
	};
}
