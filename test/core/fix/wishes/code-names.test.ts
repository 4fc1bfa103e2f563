// A comment or a label that names a value chooses no rows.

import { expect, it } from "vitest";
import { codeNames } from "../../../../src/core/fix/wishes/code-names.ts";

it.each([
	['df = df[df["city"] == "Coburg"]', "Coburg"],
	["df = df.query('city == \"Coburg\"')", "Coburg"],
	['df = df[df["city"].str.lower() == "coburg"]', "Coburg"],
	['cities = [\n    "Aachen",\n    "Coburg",\n]', "Coburg"],
	["duckdb.sql(\"SELECT sum(amount) FROM df WHERE city IN ('Coburg')\")", "Coburg"],
	['df = df[df["城市"].str.contains("杭州")]', "杭州"],
	['wanted = "Cancelled orders"\ndf = df[df["state"] != "cancelled"]', "cancel"],
] as const)("%s names %s", (source, value) => {
	expect(codeNames(source, value)).toBe(true);
});

it.each([
	["# only Coburg\ndf = pd.read_csv('a.csv')\nprint(df['amount'].sum())", "Coburg"],
	['total = df["金额"].sum()\nprint(f"杭州订单的总金额: {total:.2f}")', "杭州"],
	['total = df["金额"].sum()  # 只算杭州\nprint(total)', "杭州"],
	['print("Total of Coburg:", total)', "Coburg"],
] as const)("%s chooses nothing", (source, value) => {
	expect(codeNames(source, value)).toBe(false);
});
