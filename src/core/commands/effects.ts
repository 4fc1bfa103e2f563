// Effects of commands outside the Session: carried out one at a time, between two steps, and reported.

import { newToken, ticketOf } from "../approval/tickets.ts";
import { words } from "../domain/commands.ts";
import type { Aside, Chore, Session } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { withoutTools } from "../steps/opening.ts";
import { refreshed } from "../steps/refreshing.ts";
import type { Step, World } from "../world.ts";
import { exported } from "./export.ts";

/** Resolves with the Session without the Chore, once it has taken effect. Carrying out a Chore twice, after a crash, does no harm. */
export async function carryOut(world: World, session: Session, chore: Chore, signal: AbortSignal): Promise<Step> {
	const chores = (session.chores ?? []).filter((one) => one !== chore);
	const done: Session = { ...session, chores };
	const say = (aside: Omit<Aside, "id" | "thread">) => saying(world, session, chore, aside);
	switch (chore.kind) {
		case "say":
			await say(words(chore.title, chore.lines));
			return { session: done };
		case "reset": {
			await world.sandbox.close(session.thread);
			await say(words("Started over", RESET));
			const { past: turn, close = [] } = withoutTools(session.turn);
			const { kernel: _, ...rest } = done;
			const fresh = { transcript: [], heard: [], printed: "", generation: "", ran: [], made: [] };
			return { session: { ...rest, ...fresh, ...(turn === undefined ? {} : { turn }) }, close };
		}
		case "fresh":
			return refreshed(world, done, chore.by, signal);
		case "export":
			await say(await exported(world, session));
			return { session: done };
		case "confirm": {
			const token = newToken();
			const requester = session.turn?.requester ?? chore.by;
			const about = { id: session.turn?.id ?? "", thread: session.thread, requester };
			const ticket = ticketOf(about, { kind: "forget", token, now: world.clock.now() });
			const button = { choice: "forget", label: "Forget everything", token, style: "danger" } as const;
			await say({ ...words("Forget this thread?", FORGET), buttons: [button] });
			return { session: done, open: [ticket] };
		}
	}
}

const RESET = ["I have forgotten the variables and the conversation; your files are still here."];
const FORGET = [
	"This deletes everything I keep about this thread: its container and all files in it, your uploads, the code, its output and the conversation.",
	"Messages posted here stay until you delete them, and I read them again if you mention me. The audit log keeps ids and hashes, but no content. This cannot be undone.",
];

/** A post that fails is logged and, if files were left out, reported; it never blocks the Thread. */
async function saying(
	world: World,
	{ thread }: Session,
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
		await say({
			id: `${thread} ${id} failed`,
			thread,
			...words("The files could not be posted", [error.sentence]),
		}).catch(() => {});
	}
}
