// Lists of objects inside JSON: a program that uses their keys reads their table, and nothing that came out of the Sandbox becomes code but that.

import { describe, expect, test } from "vitest";
import type { KnownFile } from "../../../src/core/ports.ts";
import { precheck } from "../../../src/python/precheck.ts";

const CODE =
	'pd.json_normalize(json.load(open("orders.json", encoding="utf-8"))["orders"], "items", meta=["no", "city"], errors="ignore")';
const READ = 'pd.DataFrame(json.load(open("orders.json", encoding="utf-8"))["orders"])';
const orders = (code = CODE): KnownFile => ({
	name: "orders.json",
	profile: {
		format: "json",
		rows: 50,
		read: `import json; df = ${READ}`,
		columns: [
			{ name: "no", type: "int", nulls: 0, samples: [] },
			{ name: "city", type: "text", nulls: 0, samples: ["Pisa"] },
			{
				name: "items",
				type: "nested",
				nulls: 0,
				samples: [],
				notes: [`lists of objects with name, qty, price, 129 in all: ${code}`],
			},
		],
		notes: [],
	},
});
const check = (source: string, files = [orders()]) =>
	precheck({ language: "python", source, files, made: [], earlier: [] });
const SAID = "Read `items` of `orders.json` as a table: it holds `qty`, `price`.";

describe("the keys of a nested list are read from its table", () => {
	test.each([
		[
			`import json\nimport pandas as pd\ndf = ${READ}\nprint((df['qty'] * df['price']).sum())`,
			`import json\nimport pandas as pd\ndf = ${CODE}\nprint((df['qty'] * df['price']).sum())`,
		],
		[
			`import pandas as pd\ndf = pd.read_json("orders.json")\nprint(df.groupby("city")[["qty", "price"]].sum())`,
			`import pandas as pd\nimport json\ndf = ${CODE}\nprint(df.groupby("city")[["qty", "price"]].sum())`,
		],
		[
			`import json\nimport pandas as pd\ndf = ${READ.replaceAll('"', "'")}\nprint((df.qty * df.price).sum())`,
			`import json\nimport pandas as pd\ndf = ${CODE}\nprint((df.qty * df.price).sum())`,
		],
	])("%s", (source, to) => {
		expect(check(source)).toEqual({ source: to, mends: [SAID], faults: [] });
	});
});

test("a list that json_normalize is given as a column is read by the code on the card", () => {
	const { source, mends } = check(
		`import json\nimport pandas as pd\ndf = ${READ}\nitems = pd.json_normalize(df["items"], meta=["no"])\nprint(items["name"].value_counts())`,
	);
	expect(source.split("\n")[3]).toBe(`items = ${CODE}`);
	expect(mends).toEqual(["Read `items` of `orders.json` as a table: it holds `name`, `qty`, `price`."]);
	const other = `import json\nimport pandas as pd\ndf = ${READ}\nprint(pd.json_normalize(df["city"]))`;
	expect(check(other).source).toBe(other);
});

test.each([
	["it goes through the list itself", `df = ${READ}\nprint(df.explode("items")["items"].str["qty"].sum())`],
	["it uses the list", `df = ${READ}\nprint(df["items"].str.len().sum(), "qty")`],
	["it uses a number of the record, which would be repeated", `df = ${READ}\nprint(df["no"].sum(), df["qty"].sum())`],
	["it uses nothing of the list", `df = ${READ}\nprint(df["city"].nunique())`],
	["it loops", `df = ${READ}\nfor row in df["city"]: print(row, df["qty"])`],
])("left alone where %s", (_what, rest) => {
	const source = `import json\nimport pandas as pd\n${rest}`;
	expect(check(source).source).toBe(source);
});

test.each([
	`pd.json_normalize(json.load(open("/etc/passwd")), "items", meta=["no"], errors="ignore")`,
	`pd.json_normalize(json.load(open("orders.json")), "items", meta=["no"], errors="ignore") or exec("x")`,
	`pd.json_normalize(__import__("os").system("id"), "items", meta=[], errors="ignore")`,
	`pd.json_normalize(json.load(open("orders.json", "w")), "items", meta=[], errors="ignore")`,
	`pd.json_normalize([json.loads(line) for line in open("orders.json") if eval("1")], "items")`,
	`pd.json_normalize(json.load(open(f"orders.json{1}")), "items")`,
])("no other code comes from the card: %s", (code) => {
	const source = `import json\nimport pandas as pd\ndf = ${READ}\nprint(df["qty"].sum())`;
	expect(check(source, [orders(code)]).source).toBe(source);
});
