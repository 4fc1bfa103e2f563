// A file of sales for tests of wishes: dates of three years, names in four languages, amounts.

import type { Upload } from "../../../../src/core/domain.ts";

const text = (name: string, samples: readonly string[], distinct = samples.length) => ({
	...{ name, type: "text", nulls: 0, samples, distinct },
});
const columns = [
	{ name: "day", type: "date", nulls: 0, samples: [], range: ["2022-01-01", "2024-12-31"] as const },
	text("region", ["North", "South", "East"]),
	text("product", ["Desk", "Chair"], 40),
	text("status", ["completed", "cancelled", "returned"]),
	text("状态", ["已完成", "已取消", "退货"]),
	text("Zustand", ["bezahlt", "storniert", "offen"]),
	text("状況", ["完了", "キャンセル済み", "返品"]),
	text("city", ["Berlin", "Hamburg", "Köln"], 40),
	{ name: "price", type: "float", nulls: 0, samples: [] },
	{ name: "revenue", type: "float", nulls: 0, samples: [] },
	{ name: "quantity", type: "int", nulls: 0, samples: [], distinct: 50 },
];
const profile = { format: "csv", rows: 900, columns, notes: [] };
export const uploads = [{ as: "sales.csv", state: { kind: "stored", profile } }] as unknown as Upload[];
