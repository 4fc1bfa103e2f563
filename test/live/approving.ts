// A person who approves whatever the real model proposes.

import { codeIn, type Said, type Twin, until, visible } from "../e2e/twin.ts";

/** Until the Turn has ended: `last` says how. */
export async function approveAll(twin: Twin, ts: string, ms: number): Promise<{ approvals: number; last: Said }> {
	const approved = new Set<string>();
	const last = await until(
		"the end of the Turn",
		async () => {
			const thread = await twin.thread(ts);
			const card = thread.find(
				(said) => codeIn(said).length > 0 && !approved.has(said.ts) && visible(said).includes("to approve"),
			);
			if (card !== undefined) {
				approved.add(card.ts);
				await twin.click(card, "Approve");
			}
			return thread.find((said) => /Answer|I gave up/.test(visible(said)));
		},
		ms,
	);
	return { approvals: approved.size, last };
}
