// Every kind of thing that play has to meet. `tsc` fails here where somebody adds a kind to the types.

import type { Command } from "../../../src/core/commands/words.ts";
import type { UploadState } from "../../../src/core/domain/files.ts";
import type {
	Because,
	Choice,
	Chore,
	Edit,
	End,
	Forgetting,
	Note,
	Outcome,
	Session,
	Ticket,
	TurnState,
	Verdict,
	Working,
} from "../../../src/core/domain.ts";
import type { Mode } from "../../../src/core/world.ts";

type All<Kind extends string> = Record<Kind, true>;

const state: All<TurnState["kind"]> = {
	reading: true,
	writing: true,
	waiting: true,
	choosing: true,
	running: true,
	answering: true,
	ended: true,
};
const end: All<End["kind"]> = {
	answered: true,
	gave_up: true,
	stopped: true,
	expired: true,
	reran: true,
	received: true,
	failed: true,
};
const during: All<Working> = { reading: true, writing: true, running: true, answering: true };
const verdict: All<Verdict["kind"]> = {
	approved: true,
	allowed: true,
	rejected: true,
	expired: true,
	superseded: true,
};
const because: All<Because["kind"]> = { advance: true, mode: true };
const outcome: All<Outcome> = {
	ok: true,
	failed: true,
	timed_out: true,
	out_of_memory: true,
	cancelled: true,
	lost: true,
};
const ticket: All<Ticket["kind"]> = {
	approval: true,
	stop: true,
	again: true,
	reword: true,
	partial: true,
	code: true,
	feedback: true,
	rerun: true,
	check: true,
	export: true,
	forget: true,
	fresh: true,
	choose: true,
};
const chore: All<Chore["kind"]> = { reset: true, export: true, confirm: true, fresh: true, say: true };
const forgetting: All<Forgetting["why"]> = { asked: true, deleted: true, unused: true };
const upload: All<UploadState["kind"]> = { waiting: true, stored: true, refused: true };
const edit: All<Edit["code"]["kind"]> = { text: true, file: true };
const note: All<Note["kind"]> = { message: true, click: true, forget: true };
const clicked: All<Choice> = {
	approve: true,
	approve_fixes: true,
	reject: true,
	edit: true,
	stop: true,
	again: true,
	reword: true,
	partial: true,
	code: true,
	right: true,
	wrong: true,
	rerun: true,
	check: true,
	export: true,
	forget: true,
	fresh: true,
	choose: true,
};
const said: All<Command> = {
	stop: true,
	status: true,
	waiting: true,
	reset: true,
	rerun: true,
	check: true,
	export: true,
	"export html": true,
	"export pdf": true,
	demo: true,
	forget: true,
	mute: true,
	unmute: true,
	mention: true,
	thread: true,
	help: true,
};
const mode: All<Mode> = { ask: true, fixes: true, auto: true };

const KINDS = {
	state,
	end,
	during,
	verdict,
	because,
	outcome,
	ticket,
	chore,
	forgetting,
	upload,
	edit,
	note,
	clicked,
	said,
	mode,
};

export type Met = `${keyof typeof KINDS} ${string}`;

export const ALL: readonly Met[] = Object.entries(KINDS).flatMap(([what, kinds]) =>
	Object.keys(kinds).map((kind): Met => `${what as keyof typeof KINDS} ${kind}`),
);

/** What there is to see in a Session and its tickets. */
export function metIn({ turn, chores = [], forgetting: why, uploads }: Session, tickets: readonly Ticket[]): Met[] {
	const ended = turn?.state.kind === "ended" ? turn.state.end : undefined;
	const verdicts = (turn?.attempts ?? []).flatMap(({ approval }) => approval.verdict ?? []);
	return [
		...(turn === undefined ? [] : [`state ${turn.state.kind}` as const]),
		...(ended === undefined ? [] : [`end ${ended.kind}` as const]),
		...(ended?.kind === "failed" ? [`during ${ended.during}` as const] : []),
		...verdicts.map(({ kind }) => `verdict ${kind}` as const),
		...verdicts.flatMap((one) => (one.kind === "allowed" ? [`because ${one.because.kind}` as const] : [])),
		...(turn?.attempts ?? []).flatMap(({ run }) => (run === undefined ? [] : [`outcome ${run.outcome}` as const])),
		...tickets.map(({ kind }) => `ticket ${kind}` as const),
		...chores.map(({ kind }) => `chore ${kind}` as const),
		...(why === undefined ? [] : [`forgetting ${why.why}` as const]),
		...uploads.map(({ state: { kind } }) => `upload ${kind}` as const),
		...(turn?.edit === undefined ? [] : [`edit ${turn.edit.code.kind}` as const]),
	];
}
