// Ledger port on the keeper's volume: its file system lets one of several bots be the first, and the record goes where the files go.

import type { Run } from "../../../core/domain.ts";
import { readStored, stamped } from "../../../schemas/stored.ts";
import { runSchema } from "../../../schemas.ts";
import { keyOf } from "../../files/names.ts";
import { storageFull } from "../../files/refusals.ts";
import type { Files, Ledger, Scan } from "../../ports.ts";
import { type Made, type Settle, settled } from "../../runs/runs.ts";
import { answers } from "./answers.ts";
import type { Keeper } from "./keeper.ts";
import type { KeptFiles } from "./kept-files.ts";
import { Refusal } from "./session.ts";

const MOST_BYTES = 8 * 1024 ** 2;
/** Characters that fit into one line, whatever they are. */
const SHORT = 128 * 1024;

/** The ports of one Run whose start is already written down: what was asked with that is not asked again, and a Run that made nothing is kept at once. */
export async function entered(
	files: KeptFiles,
	ledger: Ledger,
	id: string,
): Promise<{ readonly files: Files; readonly ledger: Ledger; readonly settle: Settle }> {
	const { started, ended, scan, digest } = await files.enter(id);
	let first: Scan | undefined = scan;

	async function asItWas(made: Made, run: Run): Promise<Scan | undefined | "same"> {
		if (digest === "" || made.before !== scan || made.figures.length > 0) return undefined;
		const record = recordOf(run);
		return record.length > SHORT ? undefined : ((await files.settle(id, record, digest)) ?? "same");
	}

	return {
		async settle(made, runOf) {
			const run = runOf({ changed: [], artifacts: [], notes: [], after: scan });
			const after = await asItWas(made, run);
			if (after === "same") return { run, after: scan };
			return await settled({ ...files, collect: (one) => files.collect({ ...one, after }) }, ledger)(made, runOf);
		},
		files: {
			...files,
			async scan() {
				const known = first;
				first = undefined;
				return known ?? (await files.scan());
			},
		},
		ledger: {
			...ledger,
			start: async () => started,
			finished: async () => (ended ? await ledger.finished(id) : undefined),
		},
	};
}

const recordOf = (run: Run) => JSON.stringify(stamped(run));

export function openKeptRuns(keeper: Keeper): Ledger {
	return {
		async finished(id) {
			const parts: Uint8Array[] = [];
			let length = 0;
			try {
				for await (const bytes of keeper.stream({ op: "ended", key: keyOf(id) })) {
					length += bytes.length;
					if (length > MOST_BYTES) throw new Error(`run ${id}: its record is too long`);
					parts.push(bytes);
				}
			} catch (error) {
				if (error instanceof Refusal && error.why === "gone") return undefined;
				throw error;
			}
			return readStored(runSchema, JSON.parse(Buffer.concat(parts).toString("utf8")));
		},
		hasStarted: async (id) => (await keeper.ask(answers.begun, { op: "begun", key: keyOf(id) })).begun,
		async start(id) {
			const begun = keeper.ask(answers.begin, { op: "begin", key: keyOf(id) });
			const { known, since, at } = await begun.catch((error: unknown) => {
				if (!(error instanceof Refusal && error.why === "full")) throw error;
				throw storageFull();
			});
			return { known, sinceNs: since, at };
		},
		async keep(run) {
			const text = recordOf(run);
			async function* bytes() {
				yield Buffer.from(text);
			}
			const order = { op: "keep", key: keyOf(run.id) };
			const kept =
				text.length <= SHORT ? keeper.ask(answers.none, { ...order, text }) : keeper.send(answers.none, order, bytes);
			await kept.catch((error: unknown) => {
				if (!(error instanceof Refusal && error.why === "full")) throw error;
			});
		},
	};
}
