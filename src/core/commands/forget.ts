// Forgetting a Thread: everything kept of it is deleted, and that is said; the audit keeps ids and hashes.

import { writeAudit } from "../audit-entries.ts";
import { words } from "../domain/commands.ts";
import type { Forgetting, Session, ThreadId } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { type Texts, textsIn } from "../locales.ts";
import { withoutFresh } from "../steps/opening.ts";
import type { World } from "../world.ts";

/** Can be done again after a crash: the Session, which says that it has to be done, is deleted last. */
export async function forget(world: World, session: Session, why: Forgetting): Promise<void> {
	const { thread } = session;
	const by = why.why === "asked" ? { by: why.by.id } : {};
	await writeAudit(world, [{ event: "forgotten", thread, why: why.why, ...by }]);
	await world.sandbox.forget(thread);
	const texts = textsIn(world.settings(thread).language ?? session.turn?.locale);
	const orUnsaid = (error: unknown) => {
		if (!isBotError(error)) throw error;
		world.log("info", "forgotten_unsaid", { thread, code: error.code });
	};
	await takeButtons(world, session, why, texts).catch(orUnsaid);
	// Last, since whatever is written after it is meant for a Thread that begins anew.
	await sayForgotten(world, thread, why, texts).catch(orUnsaid);
	await world.store.forget(thread);
	world.log("info", "forgotten", { thread, why: why.why });
}

/** Every button that is still drawn goes. Of a Thread that nobody has used for long they are left, and say why they do nothing. */
async function takeButtons(
	world: World,
	{ thread, turn, uploads, confirming = [], answers = [] }: Session,
	{ why }: Forgetting,
	{ commands }: Texts,
): Promise<void> {
	if (why === "unused") return;
	const { say, show, strip } = world.adapter(thread);
	if (turn !== undefined) {
		const { tools: _, ...bare } = turn;
		await show(withoutFresh(bare), uploads);
	}
	await strip(
		thread,
		answers.map(({ token }) => token),
	);
	for (const asked of confirming) await say({ id: `${thread} ${asked}`, thread, ...words(commands.confirm, []) });
}

async function sayForgotten(world: World, thread: ThreadId, why: Forgetting, texts: Texts): Promise<void> {
	const aside = { id: `${thread} forgotten`, thread, ...words(texts.commands.forgotten, [saidOf(why, texts)]) };
	await world.adapter(thread).say(aside);
}

export const saidOf = ({ why }: Forgetting, { commands }: Texts): string => commands.forgottenBecause[why];

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
