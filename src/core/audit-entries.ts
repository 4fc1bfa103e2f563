// Audit entries for what a save changes in a Thread: ids and hashes only, never anything that somebody wrote.

import type { Attempt, Session, Turn } from "./domain.ts";
import type { AuditEntry } from "./ports.ts";
import type { World } from "./world.ts";

/** All entries but approvals: those are written before their Run, which does not start without them. */
export function changes(before: Session | undefined, after: Session): readonly AuditEntry[] {
	const { thread, turn } = after;
	const stored = after.uploads.flatMap(({ id, size, state }) => {
		const earlier = before?.uploads.find((one) => one.id === id)?.state.kind;
		if (state.kind !== "stored" || earlier === "stored") return [];
		return [{ event: "file", thread, file: id, size, sha256: state.sha256 }];
	});
	if (turn === undefined) return stored;
	const known = before?.turn?.id === turn.id ? before.turn : undefined;
	const base = { thread, turn: turn.id };
	const asked =
		known === undefined
			? [{ event: "asked", ...base, by: turn.requester.id, message: turn.key, ...rerunOf(turn) }]
			: [];
	// The message that asked has its own entry.
	const said = turn.speakers
		.slice(known?.speakers.length ?? 0)
		.filter(({ key }) => known !== undefined || key !== turn.key)
		.map(({ by, key, gave }) => ({ event: "added", ...base, by: by.id, message: key, gave }));
	const attempts = turn.attempts.flatMap((attempt, index) => attemptChanges(base, known?.attempts[index], attempt));
	const ended =
		turn.state.kind === "ended" && known?.state.kind !== "ended"
			? [
					{
						event: "ended",
						...base,
						end: turn.state.end.kind,
						...(turn.state.end.kind === "stopped" ? { by: turn.state.end.by.id } : {}),
					},
				]
			: [];
	return [...stored, ...asked, ...said, ...attempts, ...ended];
}

function rerunOf({ rerun, check }: Turn): Record<string, unknown> {
	return { ...(rerun === undefined ? {} : { reruns: rerun.of }), ...(check === undefined ? {} : { checks: check.of }) };
}

function attemptChanges(
	base: { readonly thread: string; readonly turn: string },
	before: Attempt | undefined,
	{ proposal, approval: { verdict }, run }: Attempt,
): readonly AuditEntry[] {
	const { sha256, edited } = proposal;
	const entries: AuditEntry[] = [];
	if (before?.proposal.sha256 !== sha256) {
		entries.push(
			edited === undefined
				? { event: "proposed", ...base, sha256, labels: labelsIn(proposal), ...doesIn(proposal) }
				: {
						event: "edited",
						...base,
						by: edited.by.id,
						from: edited.from,
						sha256,
						labels: labelsIn(proposal),
						...doesIn(proposal),
					},
		);
	}
	const decided =
		verdict?.kind === "rejected" ||
		verdict?.kind === "expired" ||
		// An edit has an entry of its own.
		(verdict?.kind === "superseded" && verdict.edited === undefined);
	if (decided && before?.approval.verdict === undefined) {
		entries.push({ event: verdict.kind, ...base, sha256, ...("by" in verdict ? { by: verdict.by.id } : {}) });
	}
	if (run !== undefined && before?.run === undefined) {
		const files = run.artifacts.map((file) => ({ size: file.size, sha256: file.sha256 }));
		entries.push({ event: "ran", ...base, run: run.id, sha256, outcome: run.outcome, ms: run.durationMs, files });
	}
	return entries;
}

function labelsIn({ risks }: Attempt["proposal"]): readonly string[] {
	return [...new Set(risks.map(({ label }) => label))];
}

/** How many steps of each kind: no names, no values. */
function doesIn({ does }: Attempt["proposal"]): { readonly does?: Readonly<Record<string, number>> } {
	if (does === undefined) return {};
	const counts: Record<string, number> = {};
	for (const { kind } of does.steps) counts[kind] = (counts[kind] ?? 0) + 1;
	return { does: does.unseen.length === 0 ? counts : { ...counts, unseen: does.unseen.length } };
}

/** The entry without which an approved program does not run; `message` is the platform's id of the card that was clicked. */
export function approvalEntry(turn: Turn, { proposal, approval }: Attempt, message: string | undefined): AuditEntry {
	const { verdict } = approval;
	const how =
		verdict?.kind === "approved"
			? { by: verdict.by.id, ...(verdict.fixes === true ? { fixes: true } : {}) }
			: verdict?.kind === "allowed"
				? verdict.because.kind === "mode"
					? { mode: verdict.because.mode }
					: { by: verdict.because.by.id, advance: true }
				: {};
	return {
		event: verdict?.kind ?? "undecided",
		thread: turn.thread,
		turn: turn.id,
		...how,
		asked: turn.requester.id,
		sha256: proposal.sha256,
		labels: labelsIn(proposal),
		message,
		...(turn.rerun?.standIn === undefined ? {} : { file: turn.rerun.standIn.file.id }),
		...(turn.rerun === undefined ? {} : { reruns: turn.rerun.of }),
	};
}

/** Writes entries for work that must go on even if the audit cannot be written. */
export async function writeAudit(world: World, entries: readonly AuditEntry[]): Promise<void> {
	for (const entry of entries) {
		try {
			await world.audit.write(entry);
		} catch (error) {
			world.log("error", "audit_failed", { thread: entry.thread, event: entry.event, error });
		}
	}
}
