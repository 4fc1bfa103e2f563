// All that is kept of a Thread is deleted, and that is said; the audit keeps ids and hashes.

import { noted } from "../audit-entries.ts";
import { words } from "../domain/commands.ts";
import type { Forgetting, Session, ThreadId } from "../domain.ts";
import { isBotError } from "../errors.ts";
import type { World } from "../world.ts";

/** Safe to do again after a crash; what is stored of the Thread goes last, so that it is done again. */
export async function forget(world: World, { thread }: Session, why: Forgetting): Promise<void> {
	const by = why.why === "asked" ? { by: why.by.id } : {};
	await noted(world, [{ event: "forgotten", thread, why: why.why, ...by }]);
	await world.sandbox.forget(thread);
	try {
		const aside = { id: `${thread} forgotten`, thread, ...words("Forgotten", [SAID[why.why]]) };
		await world.adapter(thread).say(aside);
	} catch (error) {
		if (!isBotError(error)) throw error;
		world.log("info", "forgotten_unsaid", { thread, code: error.code });
	}
	await world.store.forget(thread);
	world.log("info", "forgotten", { thread, why: why.why });
}

const GONE =
	"the container, the files in it, your uploads, the code, what it printed and what was said are deleted. Mention me to begin anew.";
const SAID: Record<Forgetting["why"], string> = {
	asked: `As you asked, ${GONE}`,
	deleted: `The first message of this thread was deleted, so ${GONE}`,
	unused: `This thread was not used for a long time, so ${GONE}`,
};

export const saidOf = ({ why }: Forgetting): string => SAID[why];

/** Threads that nobody used for so long are forgotten, as if somebody had asked for it. */
export async function forgetUnused(world: World, days: number): Promise<void> {
	const now = world.clock.now();
	for (const thread of await world.store.unused(now - days * 24 * 3_600_000)) {
		if (await isNewer(world, thread)) continue;
		await world.store.receive(thread, { kind: "forget", key: `unused ${now}`, why: "unused", at: now });
		await world.queue.ring(thread, `unused ${now}`);
	}
}

/** What a later version of this program stored is left to it: it may keep more of the Thread than is known here. */
function isNewer({ store }: World, thread: ThreadId): Promise<boolean> {
	return store.load(thread).then(
		() => false,
		(error: unknown) => isBotError(error, "newer"),
	);
}
