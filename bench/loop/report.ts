// Records -> tables: how often right, how often wrong and said to be done, and what it cost; each with its 95 % interval.

import type { Record } from "./record.ts";
import { type Interval, mean, share } from "./statistics.ts";
import type { Verdict } from "./verdict.ts";

type Value = (record: Record) => number;

const is =
	(...verdicts: readonly Verdict[]): Value =>
	({ verdict }) =>
		Number(verdicts.includes(verdict));
const right = is("right");
const falseSuccess = is("wrong", "unchecked");

/** `records` of one loop, and of the loop to compare with, if any. Turns and seeds of a task are averaged by task. */
export function report(records: readonly Record[], baseline: readonly Record[] = []): string {
	const loops = [records, baseline].filter((one) => one.length > 0);
	const names = loops.map((one) => one[0]?.loop ?? "");
	const shared = (value: Value) => (all: readonly Record[]) => percent(mean(byTask(all, value)));
	const rows: [string, (records: readonly Record[]) => string][] = [
		["tasks, answers", (all) => `${tasks(all).size}, ${all.length}`],
		["right", shared(right)],
		["wrong, and said to be done", shared(falseSuccess)],
		["... of these under a green tick", shared(is("wrong"))],
		["... of these as “It ran”", shared(is("unchecked"))],
		["wrong, but flagged", shared(is("flagged"))],
		["gave up", shared(is("gave_up"))],
		[
			"... of these with the right figures shown",
			shared(({ verdict, holds }) => Number(verdict === "gave_up" && holds)),
		],
		["... of these failed outside the loop", (all) => `${all.filter(({ end }) => end === "failed").length}`],
		["asked back", shared(is("asked"))],
		["right, though flagged", shared(({ verdict, flags }) => Number(verdict === "right" && flags.some(isWarning)))],
		["right at the first try", (all) => percent(rate(all, ({ trips }) => trips[0]?.right === true))],
		["first run crashed", (all) => percent(rate(all, crashed))],
		["right, where the first run crashed", (all) => percent(rate(all.filter(crashed), (one) => right(one) === 1))],
		["calls for code an answer", (all) => plain(mean(all.map((one) => callsOf(one, "code"))))],
		["calls for words an answer", (all) => plain(mean(all.map((one) => callsOf(one, "answer"))))],
		["approvals an answer", (all) => plain(mean(all.map(({ approvals }) => approvals)))],
		[
			"prompt tokens an answer",
			(all) => plain(mean(all.map(({ calls }) => sum(calls.map(({ prompt }) => prompt)))), 0),
		],
		["of them cached", (all) => percent(cached(all, () => true))],
		["of them cached, on fix calls", (all) => percent(cached(all, ({ fresh, kind }) => !fresh && kind === "code"))],
		[
			"written tokens an answer",
			(all) => plain(mean(all.map(({ calls }) => sum(calls.map(({ completion }) => completion)))), 0),
		],
		["seconds an answer", (all) => plain(mean(all.map(({ ms }) => ms / 1000)))],
	];
	const table = [
		`| | ${names.join(" | ")} |`,
		`| --- | ${names.map(() => "---").join(" | ")} |`,
		...rows.map(([name, cell]) => `| ${name} | ${loops.map(cell).join(" | ")} |`),
	];
	return [
		...table,
		...versus(records, baseline),
		...by("kind", records, ({ kind = "" }) => kind),
		...by("language", records, ({ language = "" }) => language),
		...by("turn", records, turnOf),
		...opinions(records),
	].join("\n");
}

function versus(records: readonly Record[], baseline: readonly Record[]): readonly string[] {
	const pairs = paired(records, baseline);
	if (pairs.length === 0) return [];
	const gain = (value: Value) => percent(mean(pairs.map(([a, b]) => avg(a, value) - avg(b, value))));
	return [
		"",
		`On the ${pairs.length} tasks of both: right ${gain(right)} more, wrong and said to be done ${gain(falseSuccess)} more (percentage points, paired by task).`,
	];
}

function turnOf({ turn }: Record): string {
	return `${turn}`;
}

/** Counts by what the tasks have in common; nothing if they are all alike. */
function by(what: string, records: readonly Record[], of: (record: Record) => string): readonly string[] {
	const kinds = [...Map.groupBy(records, of)].filter(([kind]) => kind !== "");
	if (kinds.length < 2) return [];
	const counted = (some: readonly Record[], value: Value) => sum(some.map(value));
	return [
		"",
		`| ${what} | answers | right | said to be done, but wrong | flagged | gave up |`,
		"| --- | --- | --- | --- | --- | --- |",
		...kinds
			.sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
			.map(([kind, some]) => {
				const counts = [right, falseSuccess, is("flagged"), is("gave_up")].map((value) => counted(some, value));
				return `| ${kind} | ${some.length} | ${counts.join(" | ")} |`;
			}),
	];
}

/** What a second program is worth: how many wrong answers it doubts, and how many right ones. */
function opinions(records: readonly Record[]): readonly string[] {
	const asked = records.filter(({ opinion }) => opinion !== undefined);
	if (asked.length === 0) return [];
	const line = (name: string, some: readonly Record[]) => {
		const counts = ["agrees", "differs", "unclear"].map(
			(kind) => some.filter(({ opinion }) => opinion === kind).length,
		);
		return `| ${name} | ${some.length} | ${counts.join(" | ")} | ${percent(rate(some, ({ opinion }) => opinion !== "agrees"))} |`;
	};
	return [
		"",
		"| second opinion on | answers | agrees | differs | unclear | doubted |",
		"| --- | --- | --- | --- | --- | --- |",
		line(
			"right answers",
			asked.filter(({ holds }) => holds),
		),
		line(
			"wrong answers",
			asked.filter(({ holds }) => !holds),
		),
	];
}

function isWarning(flag: string): boolean {
	return flag !== "unchecked" && flag !== "chart";
}

function crashed({ trips }: Record): boolean {
	const first = trips[0];
	return first !== undefined && first.outcome !== "ok" && first.outcome !== "none";
}

function callsOf({ calls }: Record, kind: "code" | "answer"): number {
	return calls.filter((call) => call.kind === kind).length;
}

function cached(records: readonly Record[], which: (call: Record["calls"][number]) => boolean): Interval {
	const shares = records.flatMap(({ calls }) => {
		const some = calls.filter(which);
		const prompt = sum(some.map((call) => call.prompt));
		return prompt === 0 ? [] : [sum(some.map((call) => call.cached)) / prompt];
	});
	return mean(shares);
}

function rate(records: readonly Record[], hit: (record: Record) => boolean): Interval {
	return share(records.filter(hit).length, records.length);
}

function tasks(records: readonly Record[]): ReadonlyMap<string, readonly Record[]> {
	return Map.groupBy(records, ({ id }) => id);
}

function byTask(records: readonly Record[], value: Value): readonly number[] {
	return [...tasks(records).values()].map((some) => avg(some, value));
}

function paired(
	a: readonly Record[],
	b: readonly Record[],
): readonly (readonly [readonly Record[], readonly Record[]])[] {
	const others = tasks(b);
	return [...tasks(a)].flatMap(([id, mine]) => {
		const theirs = others.get(id);
		return theirs === undefined ? [] : [[mine, theirs] as const];
	});
}

function avg<T>(list: readonly T[], value: (one: T) => number): number {
	return sum(list.map(value)) / list.length;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, one) => total + one, 0);
}

function percent({ value, low, high }: Interval): string {
	const of = (share: number) => (share * 100).toFixed(0);
	return Number.isNaN(value) ? "-" : `${of(value)} % (${of(low)} to ${of(high)})`;
}

function plain({ value, low, high }: Interval, digits = 2): string {
	return Number.isNaN(value) ? "-" : `${value.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}
