// What a Redis lacks to hold the truth.

import { z } from "zod";

/** A plain sentence each, with the command that mends it; `setting` asks Redis for one. */
export async function problemsOf(
	setting: (name: string) => Promise<unknown>,
	address: string,
): Promise<readonly string[]> {
	const wanted = [
		{ name: "appendonly", value: "yes", why: "so what it holds is lost when it stops" },
		{ name: "appendfsync", value: "always", why: "so the last second is lost when its machine stops" },
		{ name: "maxmemory-policy", value: "noeviction", why: "so it may drop threads when memory is short" },
	];
	const found = await Promise.all(
		wanted.map(async ({ name, value, why }) => {
			const mend = `run \`redis-cli -u ${address} config set ${name} ${value}\` and put it into its redis.conf`;
			try {
				const answer = z.tuple([z.string(), z.string()]).safeParse(await setting(name));
				if (answer.data?.[1] === value) return undefined;
				return `Redis at ${address} runs with ${name} ${answer.data?.[1] ?? "unknown"} instead of ${value}, ${why}; ${mend}.`;
			} catch (error) {
				const reason = error instanceof Error ? error.message : String(error);
				return `Redis at ${address} does not say whether ${name} is ${value} (${reason}); make sure that it is, or ${mend}.`;
			}
		}),
	);
	return found.filter((sentence) => sentence !== undefined);
}
