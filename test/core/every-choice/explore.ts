// Breadth-first search over all states that play can reach, and long walks at random.

import { CHOICES } from "../../../src/core/domain/inbox.ts";
import type { Settings } from "../../../src/core/world.ts";
import { type Chronicle, type Game, type Ledger, openGame, type State } from "./game.ts";
import { MOVES, type Move, NATURE } from "./moves.ts";
import { atRest, guarded } from "./rules.ts";
import { SKIES } from "./weather.ts";

/** A state by what a Turn is at, and one thing beside it; with more beside it than one only the walks get to it. */
export function stateOf({ session, tickets, ledger }: State): {
	readonly name: string;
	readonly beside: number;
} {
	if (session === undefined) return { name: "nothing", beside: 0 };
	const { turn, chores = [], forgetting, threadGone, uploads } = session;
	const state = turn?.state;
	const attempt = turn?.attempts.at(-1);
	const beside = [
		threadGone ? "gone" : "",
		forgetting === undefined ? "" : "forgetting",
		...chores.map(({ kind }) => (kind === "say" || kind === "export" ? "something to say" : kind)),
		turn?.edit === undefined ? "" : `edit by ${turn.edit.code.kind}`,
		turn?.stopping === undefined ? "" : "stopping",
		turn?.standing?.fresh === undefined ? "" : "standing",
		turn?.standing === undefined && (attempt?.run?.standing ?? []).length > 0 ? "leaving something" : "",
		turn?.nudged === true ? "nudged" : "",
		turn?.restarted === true ? "restarted" : "",
		turn?.grant?.fixes !== true ? "" : attempt?.diagnosis === undefined ? "with fixes" : "to be fixed",
		state?.kind === "running" && !isShown(ledger, turn?.id, attempt?.proposal.sha256) ? "not shown" : "",
		tickets.some(({ kind }) => kind === "forget") ? "asked whether to forget" : "",
		(turn?.added.length ?? 0) === 0 ? "" : "added",
		turn?.midThread === true ? "mid-thread" : "",
		uploads.some((upload) => upload.state.kind === "waiting") ? "files" : "",
	].filter((part) => part !== "");
	const end = state?.kind === "ended" ? state.end : undefined;
	const ending = beside.length > 0 && end?.kind !== "failed" ? "ended" : end?.kind;
	const kind = state === undefined ? "no Turn" : end === undefined ? state.kind : ending;
	const rerun = turn?.rerun !== undefined ? "rerun" : turn?.check !== undefined ? "check" : "";
	const ran = turn?.grant?.fixes === true ? attempt?.run?.outcome : attempt?.run && "ran";
	const phase = ran !== undefined ? ran : attempt?.runId !== undefined ? "started" : "";
	const alone = [
		end?.kind === "failed" ? end.during : "",
		attempt?.approval.verdict?.kind ?? "",
		attempt?.run?.outcome ?? phase,
		rerun !== "rerun" ? "" : turn?.rerun?.by === undefined ? "by word" : "by click",
		end !== undefined && turn?.tools !== undefined ? "tools" : "",
		state?.kind === "running" && (session.kernel?.programs ?? []).length > 0 ? "in a used kernel" : "",
	];
	const more = beside.length === 0 ? alone : [state?.kind === "running" ? phase : "", ...beside];
	// What nobody clicks on is looked at more closely.
	const few = beside.filter((part) => !/fixes|fixed/.test(part) || !/leaving|standing|not shown/.test(beside.join()));
	return { name: [kind, rerun, ...more].filter((part) => part).join(", "), beside: few.length };
}

function isShown({ shown }: Ledger, turn = "", sha256 = ""): boolean {
	return shown[turn]?.attempts.some(({ proposal }) => proposal.sha256 === sha256) === true;
}

/** Every state that play can reach, each as it was reached first; in each all is played that may be said, clicked and done. */
export async function explore(settings: Partial<Settings>, chronicle: Chronicle): Promise<ReadonlyMap<string, Game>> {
	const states = new Map([["nothing", await openGame(settings, chronicle)]]);
	const reached = async (game: Game) => {
		const state = await game.state();
		const { name, beside } = stateOf(state);
		const isNew = state.inbox.length === 0 && beside <= 1 && !states.has(name);
		if (isNew) states.set(name, game);
		return isNew;
	};
	for (const [, game] of states) {
		const { session, tickets } = await game.state();
		for (const sky of SKIES[session?.turn?.state.kind ?? "ended"]) {
			const next = await game.copy();
			next.ledger.path.push(`(${sky.name})`);
			if (!(await next.step(sky))) atRest(next, await next.state());
			else if (!(await reached(next))) await next.step();
		}
		if (session !== undefined) guarded(game, session, CHOICES);
		let next = await game.copy();
		for (const move of MOVES.filter(({ fits }) => fits?.(session, tickets) !== false)) {
			next.ledger.path.push(move.name);
			await move.play(next);
			const { inbox } = await next.state();
			if (inbox.length === 0) {
				// It was refused, and the rules have seen that it changed nothing.
				next.ledger.path.pop();
				continue;
			}
			await next.step();
			await reached(next);
			next = await game.copy();
		}
		await (await game.copy()).rest();
		for (const nature of NATURE) {
			const later = await game.copy();
			later.ledger.path.push(nature.name);
			await nature.play(later);
			await later.step();
			await reached(later);
		}
	}
	return states;
}

/** Somebody speaks or clicks at every moment of a step. */
export async function interrupt(game: Game, moves: readonly Move[]): Promise<void> {
	for (const move of moves)
		for (let at = 0, fired = true; fired; at++) {
			const next = await game.copy();
			next.ledger.path.push(`(at moment ${at}:) ${move.name}`);
			fired = false;
			const fire = async () => {
				fired = true;
				await move.play(next);
			};
			await next.step(undefined, { at, fire });
			if (fired) await next.rest();
		}
}

const OFTEN: readonly Move["group"][] = [
	"click",
	"click",
	"click",
	"message",
	"message",
	"command",
	"other click",
	"ending",
];

/** Many steps at random, each by three numbers. */
export async function walk(game: Game, numbers: readonly (readonly [number, number, number])[]): Promise<void> {
	for (const [how, which, more] of numbers) {
		const { session, tickets } = await game.state();
		const group = OFTEN[more % OFTEN.length];
		const moves = [...MOVES, ...NATURE].filter((one) => one.group === group && one.fits?.(session, tickets) !== false);
		const move = moves[which % moves.length];
		const skies = SKIES[session?.turn?.state.kind ?? "ended"];
		const sky = skies[how % 3 === 0 ? which % skies.length : 0];
		const at = more % 6;
		const play = async () => {
			if (move === undefined) return;
			game.ledger.path.push(move.name);
			await move.play(game);
		};
		if (how % 10 >= 6) {
			await play();
			continue;
		}
		const isBusy = how % 10 === 1;
		game.ledger.path.push(isBusy ? `(${sky?.name}, and at moment ${at}:)` : `(${sky?.name})`);
		await game.step(sky, isBusy ? { at, fire: play } : undefined);
	}
	await game.rest();
}
