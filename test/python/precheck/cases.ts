// Cases of the pre-check: the files that people gave, and what a program is checked with.

import type { FileProfile } from "../../../src/core/domain.ts";
import type { KnownFile } from "../../../src/core/ports.ts";

export function card(names: readonly string[], more: Partial<FileProfile> = {}): FileProfile {
	const columns = names.map((name) => ({ name, type: "text", nulls: 0, samples: [] }));
	return { format: "csv", rows: 10, columns, notes: [], ...more };
}

export const sales: KnownFile = {
	name: "sales.csv",
	profile: card(["Date", "Region", "Unit Price", "Units_Sold", "Revenue", "SizeRank", " cost "]),
};
export const titanic: KnownFile = {
	name: "titanic.csv",
	profile: card(["PassengerId", "Survived", "Pclass", "Sex", "Age", "Fare"]),
};
export const chinese: KnownFile = {
	name: "销售.csv",
	profile: card(["日期", "地区", "销售额（元）", "数量"], { encoding: "gb18030" }),
};
export const semicolons: KnownFile = {
	name: "export.csv",
	profile: card(["id", "amount"], { delimiter: ";", encoding: "cp1252" }),
};
export const preamble: KnownFile = { name: "bank.csv", profile: card(["day", "sum"], { skip: 3, delimiter: "\t" }) };
export const book: KnownFile = { name: "report.xlsx", profile: card(["Name", "Score"], { format: "xlsx" }) };
export const shared: KnownFile = { name: "/data/shared.csv", profile: card(["id", "region"]) };
/** Two tables whose keys have other names. */
export const orders: KnownFile = { name: "orders.csv", profile: card(["order_id", "cust_id", "amount"]) };
export const customers: KnownFile = { name: "customers.csv", profile: card(["CustomerID", "segment"]) };
/** With a title above its header. */
export const titled: KnownFile = { name: "teams.csv", profile: card(["Wins", "School", "Unnamed: 2"], { skip: 1 }) };
export const all: readonly KnownFile[] = [sales, titanic, chinese, semicolons, preamble, book, shared, titled];

export const READ = "import pandas as pd\ndf = pd.read_csv('sales.csv')\n";

export interface Case {
	readonly source: string;
	readonly files?: readonly KnownFile[];
	readonly made?: readonly string[];
	readonly earlier?: readonly string[];
	readonly request?: string;
}
