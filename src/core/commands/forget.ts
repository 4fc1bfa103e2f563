// Forgetting a Thread: everything kept of it is deleted, and that is said; the audit keeps ids and hashes.

import { writeAudit } from "../audit-entries.ts";
import { words } from "../domain/commands.ts";
import type { Forgetting, Session, ThreadId } from "../domain.ts";
import { isBotError } from "../errors.ts";
import type { World } from "../world.ts";

/** Can be done again after a crash: the Session, which says that it has to be done, is deleted last. */
export async function forget(world: World, { thread }: Session, why: Forgetting): Promise<void> {
	const by = why.why === "asked" ? { by: why.by.id } : {};
	await writeAudit(world, [{ event: "forgotten", thread, why: why.why, ...by }]);
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
	"I have deleted the container, the files in it, your uploads, the code, its output and the conversation. Mention me to start again.";
const SAID: Record<Forgetting["why"], string> = {
	asked: `As you asked, ${GONE}`,
	deleted: `The first message of this thread was deleted, so ${GONE}`,
	unused: `This thread was not used for a long time, so ${GONE}`,
};

export const saidOf = ({ why }: Forgetting): string => SAID[why];

/** Forgets the Threads that nobody has used for `days`, as if somebody had asked for it. */
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
