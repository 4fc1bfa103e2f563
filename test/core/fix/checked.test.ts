// What may be called checked: what the result itself shows, never what only stands in the program's text.

import { expect, it } from "vitest";
import type { Upload } from "../../../src/core/domain.ts";
import { checkedIn } from "../../../src/core/fix/checked.ts";

const columns = [
	{ name: "day", type: "date", nulls: 0, samples: [], range: ["2022-01-01", "2024-12-31"] as const },
	{ name: "region", type: "text", nulls: 0, distinct: 2, samples: ["North", "South"] },
];
const uploads = [{ state: { kind: "stored", profile: { format: "csv", columns, notes: [] } } }] as unknown as Upload[];

it.each<readonly [string, readonly string[]]>([
	["Revenue per month as a bar chart", ["per month", "bar chart"]],
	["the top 3 customers", ["top 3"]],
	["How much was it in 2024?", []],
	["only North, please", []],
	["How many orders are there?", []],
])("of “%s” it is %j", (request, checked) => {
	expect([...checkedIn(request, uploads)].sort()).toEqual([...checked].sort());
});
