// Effects of commands outside the Session: carried out one at a time, between two steps, and reported.

import { words } from "../domain/commands.ts";
import type { Aside, Chore, Session } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { translated } from "../locales/translated.ts";
import { textsIn } from "../locales.ts";
import { withoutTools } from "../steps/opening.ts";
import { refreshed } from "../steps/refreshing.ts";
import type { Step, World } from "../world.ts";
import { exported } from "./export.ts";

/** Resolves with the Session without the Chore, once it has taken effect. Carrying out a Chore twice, after a crash, does no harm. */
export async function carryOut(world: World, session: Session, chore: Chore, signal: AbortSignal): Promise<Step> {
	const chores = (session.chores ?? []).filter((one) => one !== chore);
	const done: Session = { ...session, chores };
	const locale = (chore.kind === "say" ? undefined : chore.locale) ?? session.turn?.locale;
	const texts = textsIn(locale);
	const { commands } = texts;
	const say = (aside: Omit<Aside, "id" | "thread">) => saying(world, session, chore, aside);
	switch (chore.kind) {
		case "say":
			await say({ ...words(chore.title, chore.lines), files: chore.files ?? [] });
			return { session: done };
		case "reset": {
			await world.sandbox.close(session.thread);
			await say(words(commands.startedOver, [commands.startedOverLine]));
			const { past: turn, close = [] } = withoutTools(session.turn);
			const { kernel: _, ...rest } = done;
			const fresh = { transcript: [], heard: [], printed: "", generation: "", ran: [], made: [] };
			return { session: { ...rest, ...fresh, ...(turn === undefined ? {} : { turn }) }, close };
		}
		case "fresh":
			return refreshed(world, done, chore.by, signal);
		case "export":
			await say(await exported(world, session, { locale, as: chore.as }));
			return { session: done };
		case "confirm": {
			// Stored by a version that kept no token.
			if (chore.token === undefined) {
				await say(words(commands.sayAgain(commands.confirm), []));
				return { session: done };
			}
			const button = { choice: "forget", label: texts.buttons.forget, token: chore.token, style: "danger" } as const;
			await say({ ...words(commands.confirm, commands.confirmLines), buttons: [button] });
			return { session: done };
		}
	}
}

/** A post that fails is logged and, if files were left out, reported; it never blocks the Thread. */
async function saying(
	world: World,
	{ thread, turn }: Session,
	{ id, kind }: Chore,
	aside: Omit<Aside, "id" | "thread">,
): Promise<void> {
	const { say } = world.adapter(thread);
	try {
		await say({ id: `${thread} ${id}`, thread, ...aside });
	} catch (error) {
		if (!isBotError(error)) throw error;
		world.log("error", "not_said", { thread, chore: kind, error });
		if (aside.files.length === 0) return;
		const texts = textsIn(turn?.locale);
		const why = words(texts.commands.filesNotPosted, [translated(error.sentence, texts)]);
		await say({ id: `${thread} ${id} failed`, thread, ...why }).catch(() => {});
	}
}
