// JSON as services write it: nested keys are columns, a list under a key is a table, and the call on the card gives what the card says.

import { beforeAll, expect, it } from "vitest";
import type { FileProfile } from "../../../src/core/domain.ts";
import { profileText } from "../../../src/core/model/file-profile.ts";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ runTimeoutMs: 90_000 });
const thread = "slack:T:C:objects";
const signal = new AbortController().signal;

const MAKE = `import json
def save(name, value, encoding="utf-8", lines=False):
    text = "".join(json.dumps(one, ensure_ascii=False) + "\\n" for one in value) if lines else json.dumps(value, ensure_ascii=False, indent=1)
    with open(name, "wb") as file: file.write(text.encode(encoding))
visits = [{"at": f"2024-03-0{1 + at % 9}T08:00:00Z", "user": {"id": at, "plan": ["free", "pro", "team"][at % 3]}, "props": {"ms": at * 10} if at % 4 else {}} for at in range(24)]
save("visits.json", visits); save("visits.jsonl", visits, lines=True); save("visits.log", visits, lines=True)
save("china.jsonl", [{"用户": {"城市": "北京", "级别": at}, "金额": at * 1.5} for at in range(6)], "gb18030", True)
save("bom.json", [{"a": {"b": 1}}, {"a": {"b": 2}}], "utf-8-sig")
orders = [{"order": at, "client": {"name": f"c{at}"}, "lines": [{"sku": f"s{n}", "qty": n + 1} for n in range(at % 3)], "tags": ["x", "y"]} for at in range(9)]
save("orders.json", orders)
save("wrapped.json", {"meta": {"count": 3}, "data": {"rows": [{"a": {"b": at}, "c": at * 2} for at in range(3)]}})
save("geo.json", {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": n, "people": p}, "geometry": {"type": "Point", "coordinates": [1, 2]}} for n, p in (("A", 5), ("B", 7))]})
save("keyed.json", {"u1": {"name": "A", "age": 3}, "u2": {"name": "B", "age": 4}})
save("columns.json", {"a": [1, 2, 3], "b": ["x", "y", "z"]})
save("lists.json", [["a", "b"], [1, 2], [3, 4]])
save("flat.json", [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]); save("flat.jsonl", [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}], lines=True)
save("dotted.json", [{"a.b": 1, "a": {"c": 2}}, {"a.b": 3, "a": {"c": 4}}])
save("settings.json", {"theme": "dark", "sizes": {"w": 1, "h": 2}})
import pandas as pd
pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}).to_json("pandas.json")
with open("cut.jsonl", "w") as file: file.write('{"a": {"b": 1}}\\n' * 30 + '{"a": {"b"\\n' + '{"a": {"b": 5}}\\n')
pass`;

beforeAll(async () => {
	await lab.sandbox.open(thread, signal);
	expect(await lab.run(thread, MAKE)).toMatchObject({ outcome: "ok" });
}, 120_000);

const profileOf = (name: string) => lab.sandbox.profile(thread, name, signal);

function callOf(name: string, profile: FileProfile): string {
	const call = /Read it with (.*)/.exec(profileText(name, 1000, profile))?.[1] ?? `pd.read_json("${name}")`;
	return /\bdf = /.test(call) ? call : `df = ${call}`;
}

async function printed(code: string): Promise<unknown> {
	const run = await lab.run(thread, `import json\nimport pandas as pd\n${code}`);
	return JSON.parse(run.output);
}

const READ: readonly [name: string, columns: string[], rows: number, figure: string, is: unknown][] = [
	...["visits.json", "visits.jsonl", "visits.log"].map((name): [string, string[], number, string, unknown] => [
		name,
		["at", "user.id", "user.plan", "props.ms"],
		24,
		'df[df["user.plan"] == "pro"]["props.ms"].median()',
		115,
	]),
	["china.jsonl", ["金额", "用户.城市", "用户.级别"], 6, 'float(df["金额"].sum())', 22.5],
	["bom.json", ["a.b"], 2, 'int(df["a.b"].sum())', 3],
	["orders.json", ["order", "lines", "tags", "client.name"], 9, 'df["client.name"].nunique()', 9],
	["wrapped.json", ["c", "a.b"], 3, 'int(df["c"].sum())', 6],
	[
		"geo.json",
		["type", "properties.name", "properties.people", "geometry.type", "geometry.coordinates"],
		2,
		'int(df["properties.people"].sum())',
		12,
	],
	["keyed.json", ["id", "name", "age"], 2, 'int(df["age"].sum())', 7],
	["columns.json", ["a", "b"], 3, 'int(df["a"].sum())', 6],
	["lists.json", ["a", "b"], 2, 'int(df["b"].sum())', 6],
	["flat.json", ["a", "b"], 2, 'int(df["a"].sum())', 3],
	["flat.jsonl", ["a", "b"], 2, 'int(df["a"].sum())', 3],
	["dotted.json", ["a.b", "a.c"], 2, 'int(df["a.c"].sum())', 6],
	["pandas.json", ["a", "b"], 2, 'int(df["a"].sum())', 3],
	["cut.jsonl", ["a.b"], 31, 'int(df["a.b"].sum())', 35],
];

it.each(READ)(
	"%s has the columns that its card names, read as the card says",
	async (name, columns, rows, figure, is) => {
		const profile = await profileOf(name);
		expect([profile.columns?.map((column) => column.name), profile.rows]).toEqual([columns, rows]);
		const code = `${callOf(name, profile)}\nprint(json.dumps([list(df.columns), len(df), ${figure}], ensure_ascii=False))`;
		expect(await printed(code)).toEqual([columns, rows, is]);
	},
);

it("the card of nested JSON lists its keys with what they hold", async () => {
	const text = profileText("visits.jsonl", 1000, await profileOf("visits.jsonl"));
	expect(text).toContain("\n  user.plan: text free | pro | team\n");
	expect(text).toMatch(/\n {2}props\.ms: int 10\.\.230, 6 empty \(so float\)\n/);
	expect(text).not.toContain("lists or objects");
});

it("a list under a key is said to be a table of its own, with the call that makes it", async () => {
	const lines = (await profileOf("orders.json")).columns?.find(({ name }) => name === "lines");
	expect(lines?.notes?.[0]).toMatch(/^lists of objects with sku, qty, 9 in all: pd\.json_normalize\(/);
	const call = lines?.notes?.[0]?.split(": ").slice(1).join(": ");
	const code = `df = ${call}\nprint(json.dumps([list(df.columns), len(df), int(df["qty"].sum())]))`;
	expect(await printed(code)).toEqual([["sku", "qty", "order", "client.name"], 9, 12]);
});

it("a list of plain values is to be exploded", async () => {
	const tags = (await profileOf("orders.json")).columns?.find(({ name }) => name === "tags");
	expect(tags?.notes).toEqual(['lists of texts: df.explode("tags")']);
});

it("lines that are no JSON are counted, and an object that is no table is told by its keys", async () => {
	expect((await profileOf("cut.jsonl")).notes).toEqual(["1 line is no JSON and left out"]);
	expect(await profileOf("settings.json")).toEqual({ format: "json", notes: ["an object with the keys theme, sizes"] });
});
