// Records -> a table: how often right, how often wrong and said to be done, and what it cost; each with its 95 % interval.

import type { Record } from "./record.ts";
import { type Interval, mean, share } from "./statistics.ts";

/** `records` of one loop, and of the loop to compare with, if any. Tasks of several seeds are averaged by task. */
export function report(records: readonly Record[], baseline: readonly Record[] = []): string {
	const loops = [records, baseline].filter((one) => one.length > 0);
	const names = loops.map((one) => one[0]?.loop ?? "");
	const rows: [string, (records: readonly Record[]) => string][] = [
		["tasks", (all) => `${all.length}`],
		["right at the end, strict", (all) => percent(mean(byTask(all, ({ strict }) => Number(strict))))],
		["right at the end, lenient", (all) => percent(mean(byTask(all, ({ lenient }) => Number(lenient))))],
		["right at the first try", (all) => percent(rate(all, ({ trips }) => trips[0]?.right === true))],
		["first run crashed", (all) => percent(rate(all, crashed))],
		[
			"right at the end, where the first run crashed",
			(all) => percent(rate(all.filter(crashed), ({ strict }) => strict)),
		],
		["said done, but wrong", (all) => percent(mean(byTask(all, (one) => Number(falseSuccess(one)))))],
		["gave up", (all) => percent(rate(all, ({ end }) => end === "gave_up"))],
		["calls for code a task", (all) => plain(mean(all.map((one) => callsOf(one, "code"))))],
		["calls for an answer a task", (all) => plain(mean(all.map((one) => callsOf(one, "answer"))))],
		["approvals a task", (all) => plain(mean(all.map(({ approvals }) => approvals)))],
		["prompt tokens a task", (all) => plain(mean(all.map(({ calls }) => sum(calls.map(({ prompt }) => prompt)))), 0)],
		["of them cached", (all) => percent(cached(all, () => true))],
		["of them cached, on fix calls", (all) => percent(cached(all, ({ fresh, kind }) => !fresh && kind === "code"))],
		[
			"written tokens a task",
			(all) => plain(mean(all.map(({ calls }) => sum(calls.map(({ completion }) => completion)))), 0),
		],
		["seconds a task", (all) => plain(mean(all.map(({ ms }) => ms / 1000)))],
	];
	const table = [
		`| | ${names.join(" | ")} |`,
		`| --- | ${names.map(() => "---").join(" | ")} |`,
		...rows.map(([name, cell]) => `| ${name} | ${loops.map(cell).join(" | ")} |`),
	];
	const pairs = paired(records, baseline);
	if (pairs.length > 0) {
		const gain = (value: (record: Record) => number) =>
			percent(mean(pairs.map(([a, b]) => avg(a, value) - avg(b, value))));
		table.push(
			"",
			`On the ${pairs.length} tasks of both: right ${gain(({ strict }) => Number(strict))} more, said done but wrong ${gain((one) => Number(falseSuccess(one)))} more (percentage points, paired by task).`,
		);
	}
	return [...table, "", ...byFault(records)].join("\n");
}

function crashed({ trips }: Record): boolean {
	const first = trips[0];
	return first !== undefined && first.outcome !== "ok" && first.outcome !== "none";
}

function falseSuccess({ end, strict }: Record): boolean {
	return end === "answered" && !strict;
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

function byTask(records: readonly Record[], value: (record: Record) => number): readonly number[] {
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

function byFault(records: readonly Record[]): readonly string[] {
	const kinds = [...Map.groupBy(records, ({ fault }) => fault ?? "")].filter(([kind]) => kind !== "").sort();
	if (kinds.length === 0) return [];
	return [
		"| fault | tasks | right | said done, but wrong |",
		"| --- | --- | --- | --- |",
		...kinds.map(
			([kind, some]) =>
				`| ${kind} | ${some.length} | ${some.filter(({ strict }) => strict).length} | ${some.filter(falseSuccess).length} |`,
		),
	];
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
