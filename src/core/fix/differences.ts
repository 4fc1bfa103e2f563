// Differences of two programs for one request, as sentences: which rows, groups, figures and joins the one has and the other has not.

import type { DataStep, Does } from "../domain.ts";
import { wordsOf } from "./wishes/grouping.ts";

type Of<Kind extends DataStep["kind"]> = Extract<DataStep, { kind: Kind }>;

const MOST = 6;

/** From what changes a figure the most to what changes it the least; names and conditions stand in backticks. Empty: none that the texts show. */
export function differences(first: Does, second: Does): readonly string[] {
	const both = [first, second] as const;
	const found = [
		...files(...both),
		...joins(...both),
		...conditions(...both),
		...emptied(...both),
		...repeated(...both),
		...limits(...both),
		...groups(...both),
		...computed(...both),
		...filled(...both),
	];
	const unseen = both.flatMap(({ unseen: left }, at) =>
		left.length === 0 ? [] : [`Parts of the ${at === 0 ? "first" : "second"} program cannot be analysed.`],
	);
	return [...[...new Set(found)].slice(0, MOST), ...unseen];
}

function of<Kind extends DataStep["kind"]>({ steps }: Does, kind: Kind): readonly Of<Kind>[] {
	return steps.filter((step): step is Of<Kind> => step.kind === kind);
}

/** Says of each of the two what only it does, as `only`. */
function each(first: Does, second: Does, only: (one: Does, other: Does) => readonly string[], not: string) {
	const say = (one: Does, other: Does, [name, rest]: readonly [string, string]) =>
		only(one, other).map((what) => `The ${name} ${what}; the ${rest} ${not}.`);
	return [...say(first, second, ["first", "second"]), ...say(second, first, ["second", "first"])];
}

const named = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
const set = (names: readonly string[]) => new Set(names.map(wordsOf));
const isSame = (one: readonly string[], other: readonly string[]) => {
	const [left, right] = [set(one), set(other)];
	return left.size === right.size && [...left].every((name) => right.has(name));
};

function files(first: Does, second: Does): readonly string[] {
	const filesOf = (does: Does) => of(does, "reads").flatMap(({ file }) => (file === "" ? [] : [file]));
	const [one, other] = [filesOf(first), filesOf(second)];
	if (one.length === 0 || other.length === 0 || isSame(one, other)) return [];
	return [`The first reads ${named([...new Set(one)])}, the second ${named([...new Set(other)])}.`];
}

function joins(first: Does, second: Does): readonly string[] {
	const [one, other] = [first, second].map((does) => of(does, "joins").filter(({ how }) => how !== "concat"));
	const [left, right] = [one?.at(0), other?.at(0)];
	if (left === undefined || right === undefined) {
		const what = (step: Of<"joins">) => `joins tables by ${named(step.keys) || "their order"}`;
		if (left !== undefined) return [`The first ${what(left)}, the second joins none.`];
		return right === undefined ? [] : [`The second ${what(right)}, the first joins none.`];
	}
	const keys = isSame([...left.keys, ...left.otherKeys], [...right.keys, ...right.otherKeys])
		? []
		: [`The first joins by ${named(left.keys)}, the second by ${named(right.keys)}.`];
	const hows = left.how === right.how ? [] : [`The first ${KEPT(left.how)}, the second ${KEPT(right.how)}.`];
	return [...keys, ...hows];
}

function KEPT(how: string): string {
	switch (how) {
		case "inner":
			return "keeps only rows that have a match in both tables";
		case "left":
			return "keeps rows of the first table that have no match";
		case "right":
			return "keeps rows of the second table that have no match";
		case "outer":
			return "keeps rows of both tables that have no match";
		default:
			return `joins in the way called ${how}`;
	}
}

const where = (does: Does) => of(does, "keeps").filter(({ how }) => how === "where");

/** Conditions in one step or in several are the same. */
function conditions(first: Does, second: Does): readonly string[] {
	const only = (one: Does, other: Does) => {
		const filled = keepsOf(other, "filled");
		const columns = set([...where(other), ...filled].flatMap((step) => step.columns));
		const values = new Set(where(other).flatMap((step) => step.values.map(plain)));
		const isIn = (step: Of<"keeps">) =>
			step.columns.every((name) => columns.has(wordsOf(name))) &&
			step.values.every((value) => values.has(plain(value)));
		return where(one)
			.filter((step) => !isIn(step))
			.map(({ text }) => text);
	};
	const [one, other] = [only(first, second), only(second, first)];
	const say = (texts: readonly string[]) => named(texts.slice(0, 2));
	if (one.length > 0 && other.length > 0)
		return [`The first keeps rows where ${say(one)}, the second where ${say(other)}.`];
	if (one.length > 0) return [`The first keeps only rows where ${say(one)}; the second does not.`];
	return other.length > 0 ? [`The second keeps only rows where ${say(other)}; the first does not.`] : [];
}

/** `"2024"` and `2024`, `5.0` and `5`. */
function plain(value: string): string {
	const number = Number(value);
	return value.trim() !== "" && Number.isFinite(number) ? String(number) : value.toLowerCase();
}

function keepsOf(does: Does, how: Of<"keeps">["how"]): readonly Of<"keeps">[] {
	return of(does, "keeps").filter((step) => step.how === how);
}

function emptied(first: Does, second: Does): readonly string[] {
	const only = (one: Does, other: Does) => {
		const others = keepsOf(other, "filled");
		const asked = where(other).filter(({ text }) => /not null|notn/i.test(text));
		const known = set([...others, ...asked].flatMap(({ columns }) => columns));
		const isAny = others.some(({ columns }) => columns.length === 0);
		return keepsOf(one, "filled").flatMap(({ columns }) => {
			if (isAny || (columns.length > 0 && columns.every((name) => known.has(wordsOf(name))))) return [];
			return [
				columns.length === 0 ? "leaves out rows with any empty value" : `leaves out rows without ${named(columns)}`,
			];
		});
	};
	return each(first, second, only, "does not");
}

function repeated(first: Does, second: Does): readonly string[] {
	const count = (does: Does) =>
		keepsOf(does, "distinct").length + of(does, "computes").filter(({ how }) => how === "distinct").length;
	return each(
		first,
		second,
		(one, other) => (count(one) > 0 && count(other) === 0 ? ["counts repeated values once"] : []),
		"counts each",
	);
}

function limits(first: Does, second: Does): readonly string[] {
	const limit = (does: Does) => of(does, "keeps").find(({ how }) => how === "largest" || how === "smallest");
	const [one, other] = [limit(first), limit(second)];
	if (one === undefined || other === undefined) return [];
	if (one.how === other.how && (one.rows === undefined || other.rows === undefined || one.rows === other.rows))
		return [];
	const say = ({ how, rows }: Of<"keeps">) => `the ${rows === undefined ? "" : `${rows} `}${how}`;
	return [`The first takes ${say(one)}, the second ${say(other)}.`];
}

function groups(first: Does, second: Does): readonly string[] {
	const parts = (does: Does) =>
		of(does, "groups").flatMap(({ columns, periods }) => (periods.length > 0 ? periods : columns));
	const [one, other] = [[...new Set(parts(first))], [...new Set(parts(second))]];
	if (isSame(one, other)) return [];
	const say = (names: readonly string[]) => (names.length === 0 ? "makes no groups" : `groups by ${named(names)}`);
	return [`The first ${say(one)}, the second ${say(other)}.`];
}

const FIGURES =
	/^(sum|mean|median|min|max|count|distinct|share|quantile|mode|deviation|variance|correlation|change|cumulated|rolling|product)$/;

function computed(first: Does, second: Does): readonly string[] {
	const hows = (does: Does) => [
		...new Set(of(does, "computes").flatMap(({ how }) => (FIGURES.test(how) ? [how] : []))),
	];
	const [one, other] = [hows(first), hows(second)];
	// How many rows there are is often printed beside the figure.
	const only = (left: readonly string[], right: readonly string[]) =>
		left.filter((how) => !right.includes(how) && how !== "count");
	const [left, right] = [only(one, other), only(other, one)];
	if (left.length > 0 && right.length > 0)
		return [`The first takes the ${left.join(" and ")}, the second the ${right.join(" and ")}.`];
	if (left.length + right.length > 0 && one.length > 0 && other.length > 0)
		return left.length > 0
			? [`The first also takes the ${left.join(" and ")}.`]
			: [`The second also takes the ${right.join(" and ")}.`];
	const columns = (does: Does) => of(does, "computes").flatMap((step) => (FIGURES.test(step.how) ? step.columns : []));
	const [ours, theirs] = [columns(first), columns(second)];
	const isShared = ours.some((name) => set(theirs).has(wordsOf(name)));
	if (ours.length === 0 || theirs.length === 0 || isShared) return [];
	return [`The first computes with ${named([...new Set(ours)])}, the second with ${named([...new Set(theirs)])}.`];
}

function filled(first: Does, second: Does): readonly string[] {
	const fills = (does: Does) => of(does, "computes").filter(({ how }) => how === "fill");
	const unreadable = (does: Does) => keepsOf(does, "readable");
	return [
		...each(
			first,
			second,
			(one, other) => (fills(one).length > 0 && fills(other).length === 0 ? ["fills empty values"] : []),
			"leaves them empty",
		),
		...each(
			first,
			second,
			(one, other) =>
				unreadable(one).length > 0 && unreadable(other).length === 0
					? [
							`counts what cannot be read in ${named(unreadable(one).flatMap(({ columns }) => columns)) || "a column"} as empty`,
						]
					: [],
			"does not",
		),
	];
}
