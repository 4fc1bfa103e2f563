// Summary of a program: what it does with data, step by step, by its syntax tree. It reads and never runs it.

import type { DataStep, Does } from "../core/domain.ts";
import type { Summarise } from "../core/ports.ts";
import { readProgram } from "./precheck/program.ts";
import { walk } from "./summary/walk.ts";

/** In characters and in nodes: far more than a person reads. */
const LONGEST = 50_000;
const MOST_NODES = 15_000;
const MOST_EARLIER = 30;
const [MOST_STEPS, MOST_UNSEEN, MOST_NAMES, LONGEST_NAME] = [60, 10, 12, 80];

export const summarise = ({ language, source, earlier }: Parameters<Summarise>[0]): Does => {
	if (language !== "python" || source.length > LONGEST) return unread("the whole code");
	try {
		const program = readProgram(source);
		if (program.broken !== undefined || program.nodes.length > MOST_NODES) return unread("the whole code");
		const before = earlier
			.slice(-MOST_EARLIER)
			.filter((text) => text.length <= LONGEST)
			.map(readProgram)
			.filter(({ broken, nodes }) => broken === undefined && nodes.length <= MOST_NODES);
		const { steps, unseen } = walk([...before, program]);
		const magics = program.magics.map(({ from, text }) => ({
			line: source.slice(0, from).split("\n").length,
			what: text,
		}));
		const all = [...unseen, ...magics.filter(({ what }) => !/^%matplotlib\b/.test(what))];
		const different = once(steps.map(bounded));
		const cut = different.length > MOST_STEPS ? [{ line: 1, what: "more than can be listed" }] : [];
		return {
			steps: different.slice(0, MOST_STEPS),
			unseen: [...once(all), ...cut]
				.slice(-MOST_UNSEEN)
				.map(({ line, what }) => ({ line, what: cutTo(what, LONGEST_NAME) })),
		};
	} catch {
		// A text that makes the walk fail is not read.
		return unread("the whole code");
	}
};

function unread(what: string): Does {
	return { steps: [], unseen: [{ line: 1, what }] };
}

function once<T>(all: readonly T[]): readonly T[] {
	return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function bounded(step: DataStep): DataStep {
	const cut = Object.entries(step).map(([key, value]): [string, unknown] => {
		if (Array.isArray(value)) return [key, value.slice(0, MOST_NAMES).map((one) => cutTo(String(one), LONGEST_NAME))];
		if (typeof value === "string") return [key, cutTo(value, key === "text" ? 120 : LONGEST_NAME)];
		return [key, value];
	});
	return Object.fromEntries(cut) as unknown as DataStep;
}

function cutTo(text: string, most: number): string {
	const flat = text.replace(/\s+/g, " ");
	return flat.length <= most ? flat : `${flat.slice(0, most - 1)}…`;
}
