// Chart check: what the kernel and a vision model saw in the figures of a Run, as sentences. Some are worth one more try; the others are only said.

import type { SeenFigure } from "../domain/seen.ts";
import type { Diagnosis, Run } from "../domain.ts";

interface Fault {
	/** For people, beginning with what is wrong. */
	readonly says: string;
	/** What to do instead, for the model; absent: no program can help it. */
	readonly cure?: string;
	/** The figures beside it are wrong, too. */
	readonly grave?: true;
}

const OVERLAP = "show fewer of them (the largest 20, or every third), or draw horizontal bars with plt.barh";

/** By the first word of a fault of the kernel; `what` is the rest of it. */
const SEEN: Readonly<Record<string, (what: string) => Fault>> = {
	empty: () => ({
		says: "it shows no data",
		cure: "nothing was left to draw. Print how many rows are left after each filter, and compare the values of the filter with those in the file",
	}),
	overlap: (what) =>
		what === "pie"
			? { says: "the labels of its slices overlap", cure: "draw the 6 largest and the rest as one, or bars" }
			: { says: `the labels on its ${what === "y" ? "y" : "x"} axis overlap`, cure: OVERLAP },
	text_values: (what) => ({
		says: `its values are text (${what}), so they do not stand by their size`,
		cure: "turn that column into numbers before anything is added up or drawn, each value with its own sign and scale",
		grave: true,
	}),
	joined_names: (what) => ({
		says: `a line joins names that have no order (${what})`,
		cure: "draw bars for names; for a course over time put the dates on the x axis, with a line for each name",
	}),
	back_and_forth: () => ({
		says: "its line runs back and forth in time",
		cure: "sort the rows by date before they are drawn",
	}),
	letters: (what) => ({ says: `no font here draws ${what}, so there are boxes in their place` }),
	not_drawn: (what) => ({ says: `${what.replace(" ", " of its ")} points have no value and are not drawn` }),
	unnamed: () => ({ says: "it has no title, and its axes have no names" }),
};

/** Questions to a vision model that can be answered by yes or no, and what a yes means. */
export const QUESTIONS = {
	no_data: {
		asks: "Is there no data in the chart at all: no line, bar, point or slice?",
		means: { says: "it seems to show no data", cure: "check that rows are left to draw" },
	},
	text_overlaps: {
		asks: "Do labels overlap so that they cannot be read?",
		means: { says: "its labels seem to overlap", cure: OVERLAP },
	},
	text_cut: {
		asks: "Is a title or a label cut off at the edge of the picture?",
		means: { says: "a text at its edge seems to be cut off", cure: 'use plt.savefig(..., bbox_inches="tight")' },
	},
	boxes_for_letters: {
		asks: "Are there empty boxes in place of letters?",
		means: { says: "it seems to have boxes in place of letters" },
	},
	legend_hides_data: {
		asks: "Does the legend cover data?",
		means: {
			says: "its legend seems to cover data",
			cure: 'put the legend outside: bbox_to_anchor=(1, 1), loc="upper left"',
		},
	},
	squeezed: {
		asks: "Are all the data squeezed into a small part of the chart, so that they cannot be told apart?",
		means: {
			says: "its data seem to be squeezed together",
			cure: "set the limits of the axes to the data, or a logarithmic axis",
		},
	},
} as const satisfies Readonly<Record<string, { readonly asks: string; readonly means: Fault }>>;

/** The named failure of a Run whose charts are not fit to be shown, or undefined. */
export function chartFailure(run: Run, request: string): Diagnosis | undefined {
	const found = faultsOf(run, request).filter(({ cure }) => cure !== undefined);
	if (found.length === 0) return undefined;
	const isGrave = found.some(({ grave }) => grave);
	return {
		signature: `soft|chart ${found.map(({ code }) => code).join()}`,
		cause: lineOf(found[0], run),
		text: `The program ran, but its chart is not fit to be shown:\n${found.map((fault) => `- ${fault.says}: ${fault.cure}.`).join("\n")}\nKeep everything else as it is, and print the same figures again.`,
		soft: true,
		...(isGrave ? {} : { minor: found.length }),
	};
}

/** What is said under an answer about its charts. */
export function chartLines(run: Run, request: string): readonly string[] {
	return faultsOf(run, request)
		.slice(0, MOST_LINES)
		.map((fault) => lineOf(fault, run));
}

const MOST_LINES = 3;

interface Found extends Fault {
	readonly code: string;
	readonly file?: string;
}

function lineOf(fault: Found | undefined, { seen }: Run): string {
	if (fault === undefined) return "";
	const which = (seen?.figures?.length ?? 0) > 1 && fault.file !== undefined ? ` \`${fault.file}\`` : "";
	return `Chart${which}: ${fault.says}.`;
}

function faultsOf({ seen }: Run, request: string): readonly Found[] {
	const found = (seen?.figures ?? []).flatMap((figure) => faultsIn(figure, request));
	const once = new Map(found.map((fault) => [`${fault.file} ${fault.code}`, fault]));
	return [...once.values()];
}

function faultsIn({ file, axes, looks = [] }: SeenFigure, request: string): readonly Found[] {
	const where = file === undefined ? {} : { file };
	const seen = axes.flatMap(({ faults }) =>
		faults.flatMap((said): readonly Found[] => {
			const [code = "", ...rest] = said.split(" ");
			if (code === "joined_names" && wantsLine(request)) return [];
			const fault = Object.hasOwn(SEEN, code) ? SEEN[code]?.(rest.join(" ")) : undefined;
			return fault === undefined
				? []
				: [{ ...fault, ...where, code: `${code} ${rest[0]?.length === 1 ? rest[0] : ""}` }];
		}),
	);
	const looked = Object.entries(QUESTIONS).flatMap(([code, { means }]): readonly Found[] =>
		looks.includes(code) ? [{ ...means, ...where, code }] : [],
	);
	return [...seen, ...looked];
}

const LINE = /\blines?\b|折线|曲线|线图|折れ線|linien/i;
const TIME =
	/\b(months?|monthly|days?|daily|weeks?|weekly|years?|yearly|quarters?|quarterly|hours?|hourly|over time|trends?|monat|tag|woche|jahr|quartal|verlauf)|[月日周年季天]|趋势|走势|推移/i;

/** A line was asked for, and nothing that has an order: then names are what it shall join. */
function wantsLine(request: string): boolean {
	return LINE.test(request) && !TIME.test(request);
}
