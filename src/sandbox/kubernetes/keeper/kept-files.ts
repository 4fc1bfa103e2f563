// Files port over a Thread's keeper; what code has locked away from it is read as code's own user.

import type { Duplex } from "node:stream";
import type { z } from "zod";
import { isBotError } from "../../../core/errors.ts";
import { madeSince } from "../../files/changes.ts";
import { collectBy, type Hands, KEPT_BYTES, NO_ROOM, type Taken } from "../../files/collecting.ts";
import { keyOf, safeName, shownName } from "../../files/names.ts";
import { diskFull, fileGone, storageFull, tooLarge } from "../../files/refusals.ts";
import type { Files, Scan, Seen, Started } from "../../ports.ts";
import { answers, type Row } from "./answers.ts";
import { type Keeper, openKeeper } from "./keeper.ts";
import { type Order, Refusal } from "./session.ts";

const MOST_SEEN = 60_000;
/** Characters of their paths; a keeper's own scan ends at 16 million. */
const MOST_TOLD = 40 * 1024 ** 2;
const ARTIFACT = /^[A-Za-z0-9-]{1,64}\/\d{1,2}$/;

/** Rest of a sentence about a file, by the keeper's word. */
const REASONS: Readonly<Record<string, string>> = {
	path: "is not a plain path",
	parent: "is behind a symbolic link",
	link: "is a symbolic link",
	kind: "is not a regular file",
};

/** Code may hold up what runs as its own user: for a collection so much time is lost at most. */
const LEND_MS = 20_000;

/** Reads as code's own user, who may end or stop it at any time. */
export function openLender(connect: () => Promise<Duplex>): Keeper {
	return openKeeper({ connect, patienceMs: 0, silentMs: 10_000 });
}

export interface KeptFiles extends Files {
	/** Writes down that a Run begins, and looks at the files, at once; BotError `disk_full`. */
	enter(id: string): Promise<{
		readonly started: Started;
		readonly ended: boolean;
		readonly scan: Scan;
		/** Of the scan, for `settle`; "" where it cannot be settled so. */
		readonly digest: string;
	}>;
	/** Keeps a record of the Run if nothing lies there that did not when its digest was this, and resolves with what lies there else. */
	settle(id: string, record: string, digest: string): Promise<Scan | undefined>;
	/** `after`: what lies there now, if that is known. */
	collect(made: Parameters<Files["collect"]>[0] & { readonly after?: Scan | undefined }): ReturnType<Files["collect"]>;
}

export function openKeptFiles(o: {
	keeper: Keeper;
	/** By `openLender`. */
	lender: Keeper;
	maxUploadBytes: number;
	/** How long code's own user may take for all that one collection asks of it, in milliseconds. */
	lendMs?: number;
}): KeptFiles {
	const { keeper, lender, lendMs = LEND_MS } = o;

	/** What an answer with rows found, and what code has locked away from it. */
	async function scanned<T extends z.ZodType<z.output<typeof answers.scan>>>(
		shape: T,
		order: Order,
		until: number,
	): Promise<{ readonly answer: z.output<T>; readonly scan: Scan }> {
		const files = new Map<string, Seen>();
		let told = 0;
		const onRows = (rows: readonly Row[]) => {
			for (const [path, kind, size, mtimeNs, ctimeNs, ino] of rows) {
				told += path.length;
				if (files.size < MOST_SEEN && told < MOST_TOLD) files.set(path, { kind, size, mtimeNs, ctimeNs, ino });
			}
		};
		const lent = async (asked: Order) =>
			Date.now() > until ? undefined : await lender.ask(answers.scan, asked, { onRows, until }).catch(() => undefined);
		const answer = await keeper.ask(shape, order, { onRows });
		let complete = answer.complete;
		for (const below of answer.locked) {
			const inner = await lent({ op: "scan", below });
			complete = complete && inner?.complete === true && inner.locked.length === 0;
		}
		return { answer, scan: { files, complete: complete && files.size < MOST_SEEN && told < MOST_TOLD } };
	}

	async function scan(until = Date.now() + lendMs): Promise<Scan> {
		return (await scanned(answers.scan, { op: "scan" }, until)).scan;
	}

	async function uploads(): Promise<ReadonlySet<bigint>> {
		return new Set((await keeper.ask(answers.inodes, { op: "inodes" })).inodes);
	}

	async function take(
		asked: { path: string; run: string; number: number },
		until: number,
		{ maxBytes, refusal }: Parameters<Hands["take"]>[2],
	): Promise<Taken | string> {
		const order = { ...asked, most: maxBytes };
		const isLocked = (error: unknown) => error instanceof Refusal && error.why === "locked";
		try {
			const { size } = await keeper.ask(answers.size, { op: "look", path: asked.path });
			return refusal(size) ?? (await keeper.ask(answers.taken, { ...order, op: "take" }));
		} catch (error) {
			if (!isLocked(error)) return reasonOf(error, refusal(maxBytes + 1));
		}
		if (Date.now() > until) return UNREAD;
		try {
			const { size } = await lender.ask(answers.size, { op: "look", path: asked.path }, { until });
			const bytes = lender.stream({ op: "read", path: asked.path, most: maxBytes }, { until });
			return refusal(size) ?? (await keeper.send(answers.taken, { ...order, op: "adopt" }, bytes));
		} catch (error) {
			return isBotError(error, "sandbox_down") ? UNREAD : reasonOf(error, refusal(maxBytes + 1));
		}
	}

	return {
		async enter(id) {
			const order = { op: "enter", key: keyOf(id) };
			const found = await scanned(answers.enter, order, Date.now() + lendMs).catch((error: unknown) => {
				throw error instanceof Refusal && error.why === "full" ? storageFull() : error;
			});
			const { known, since: sinceNs, at, ended, digest } = found.answer;
			return { started: { known, sinceNs, at }, ended, scan: found.scan, digest };
		},
		async settle(id, text, was) {
			const order = { op: "settle", key: keyOf(id), text, was };
			const { answer, scan: found } = await scanned(answers.settled, order, Date.now() + lendMs);
			return answer.same ? undefined : found;
		},
		async put(file, bytes, signal) {
			const { id, name, size } = file;
			const order = { op: "put", key: keyOf(id), id, name: safeName(name), size, most: o.maxUploadBytes };
			return await keeper.send(answers.name, order, bytes, signal).then(
				(put) => put.name,
				(error: unknown) => {
					if (error instanceof Refusal && error.why === "large") throw tooLarge(name, o.maxUploadBytes);
					if (error instanceof Refusal && error.why === "full") throw diskFull(name);
					throw error;
				},
			);
		},
		find: async (id) => (await keeper.ask(answers.found, { op: "find", key: keyOf(id), id })).name ?? undefined,
		digest: async (id) => (await keeper.ask(answers.digest, { op: "digest", key: keyOf(id) })).sha256 ?? undefined,
		scan: () => scan(),
		async made(before, after) {
			if (!before.complete) return [];
			return (await madeSince(before, after, 0n, uploads)).map(shownName);
		},
		async collect({ run: id, after, ...made }) {
			const run = keyOf(id);
			const until = Date.now() + lendMs;
			const hands: Hands = {
				scan: async () => after ?? (await scan(until)),
				uploads,
				makeRoom: () =>
					keeper.ask(answers.none, { op: "room", run, most: KEPT_BYTES }).then(
						() => true,
						(error: unknown) => {
							if (error instanceof Refusal && error.why === "full") return false;
							throw error;
						},
					),
				take: (path, number, limit) => take({ path, run, number }, until, limit),
				drop: async (number) => void (await keeper.ask(answers.none, { op: "drop", run, number })),
			};
			return await collectBy(hands, { ...made, run });
		},
		async standIn(all = []) {
			if (all.length === 0) return;
			const pairs = all.map(({ file, as }) => ({ key: keyOf(file.id), as }));
			await keeper.ask(answers.none, { op: "stand-in", all: pairs }).catch(asGone);
		},
		async putBack(all = []) {
			if (all.length === 0) return;
			await keeper.ask(answers.none, { op: "put-back", all: all.map(({ as }) => as) }).catch(asGone);
		},
		bytes(artifact) {
			if (!ARTIFACT.test(artifact)) throw new Error(`no such artifact: ${artifact}`);
			return keeper.stream({ op: "get", id: artifact });
		},
	};
}

const UNREAD = "cannot be read, so it was not attached";

/** `large` is the sentence for a file that grew meanwhile. */
function reasonOf(error: unknown, large: string | undefined): string {
	if (!(error instanceof Refusal)) throw error;
	if (error.why === "full") return NO_ROOM;
	if (error.why === "large" && large !== undefined) return large;
	const reason = REASONS[error.why];
	return reason === undefined ? UNREAD : `${reason}, so it was not attached`;
}

function asGone(error: unknown): never {
	throw error instanceof Refusal && error.why === "gone" ? fileGone(safeName(error.message)) : error;
}
