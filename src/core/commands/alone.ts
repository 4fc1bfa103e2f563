// Commands that are no message of a Thread: answered to the person who gave them, and to nobody else.

import { words } from "../domain/commands.ts";
import type { Aside } from "../domain.ts";
import { translated } from "../locales/translated.ts";
import { textsIn } from "../locales.ts";
import type { Asking } from "../ports.ts";
import type { ActiveTurns, World } from "../world.ts";
import { hostLines, liveOf, status } from "./status.ts";
import { lookUp } from "./unreadable.ts";
import { listFor, localeFor } from "./waiting.ts";
import { helpLines } from "./words.ts";

/** `status` outside of a Thread says how many questions of this person are open. */
export async function answerAlone(
	world: World,
	activeTurns: ActiveTurns,
	word: "status" | "help",
	asking: Asking,
): Promise<Omit<Aside, "id" | "thread">> {
	const { thread } = asking;
	const found = await lookUp(world, thread);
	const session = found.kind === "read" ? found.session : undefined;
	const texts = textsIn(localeFor(world, asking, session?.turn));
	if (word === "help") return words(texts.commands.howTo, helpLines(texts));
	if (found.kind === "unreadable") return words(texts.status.title, [translated(found.sentence, texts)]);
	if (session !== undefined)
		return status(world, thread, { session, live: await liveOf(world, activeTurns, thread), texts });
	const { title } = await listFor(world, activeTurns, asking);
	return words(texts.status.title, [title, ...(await hostLines(world, thread, texts))]);
}
