// A join that fails for a missing key: the table that lacks it is named, with a cure that was tried on the values.

import { beforeAll, describe, expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ runTimeoutMs: 8000 });
const thread = "slack:T:C:joins";

const DATA = `
import pandas as pd
a = pd.DataFrame({'order_id': range(100), 'cust_id': [n % 40 for n in range(100)], 'prod': ['P%02d' % (n % 9) for n in range(100)]})
b = pd.DataFrame({'CustomerID': range(5, 60), 'segment': 'x'})
p = pd.DataFrame({'product_no': ['P%02d' % n for n in range(9)], 'title': 't'})
far = pd.DataFrame({'customer_id': range(1000, 1050), 'segment': 'x'})
`;

async function told(source: string) {
	const run = await lab.run(thread, source);
	return { cause: run.error?.cause ?? "", facts: run.error?.facts ?? [] };
}

beforeAll(async () => {
	await lab.sandbox.open(thread, new AbortController().signal);
	expect((await lab.run(thread, DATA)).outcome).toBe("ok");
});

const CUSTOMERS = "There is no column cust_id in b; the closest is CustomerID.";
const CURE =
	"Join with left_on='cust_id', right_on='CustomerID': 35 of 40 different values of cust_id in a are in CustomerID of b.";

describe("a join by a key that one table lacks", () => {
	it.each([
		["a.merge(b, on='cust_id')", CUSTOMERS, CURE],
		["pd.merge(a, b, on='cust_id', how='left')", CUSTOMERS, CURE],
		["pd.merge(left=a, right=b, on=['cust_id'])", CUSTOMERS, CURE],
		["m = a[['cust_id', 'prod']].merge(b, on='cust_id')", CUSTOMERS, CURE],
		[
			"b.merge(a, on='cust_id')",
			CUSTOMERS,
			"Join with left_on='CustomerID', right_on='cust_id': 35 of 40 different values of cust_id in a are in CustomerID of b.",
		],
		[
			"a.merge(b, left_on='cust_id', right_on='customer_id')",
			"There is no column customer_id in b; the closest is CustomerID.",
			CURE,
		],
		[
			"a.merge(p, on='prod')",
			"There is no column prod in p; the closest is product_no.",
			"Join with left_on='prod', right_on='product_no': 9 of 9 different values of prod in a are in product_no of p.",
		],
	])("%s", async (source, cause, cure) => {
		const found = await told(source);
		expect(found.cause).toBe(cause);
		expect(found.facts).toContain(cure);
	});

	it("is given no cure where the values do not meet", async () => {
		const { cause, facts } = await told("a.merge(far, on='cust_id')");
		expect(cause).toBe("There is no column cust_id in far; the closest is customer_id.");
		expect(facts.join()).not.toContain("Join with");
		expect(facts).toContain("Columns of far: 'customer_id', 'segment'.");
	});

	it("is told as before where both lack it, or where it is no join", async () => {
		expect((await told("a.merge(b, on='client')")).cause).toContain("There is no column client");
		expect((await told("a['customer']")).cause).toBe("There is no column customer; the closest is cust_id.");
	});
});
