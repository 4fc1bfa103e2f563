// Ambiguity: when the bot asks which column or which order of dates is meant, and when it does not.

import { describe, expect, test } from "vitest";
import type { ColumnProfile, FileProfile } from "../../../src/core/domain.ts";
import { LOCALES } from "../../../src/core/locales.ts";
import { ambiguity } from "../../../src/core/model/ambiguity.ts";
import { contradicts, readingIn } from "../../../src/core/model/readings.ts";

const texts = LOCALES.en;

const column = (name: string, type: string, ...notes: string[]): ColumnProfile => ({
	name,
	type,
	nulls: 0,
	range: type === "date" ? ["2024-01-02", "2024-12-30"] : ["1", "90"],
	samples: [],
	...(notes.length === 0 ? {} : { notes }),
});
const table = (...columns: readonly ColumnProfile[]): FileProfile => ({ format: "csv", rows: 9, columns, notes: [] });
const columns = (...names: readonly string[]) =>
	table(
		...names.map((name) => {
			const [called = "", type = "float"] = name.split(":");
			return column(called, type);
		}),
	);
const asked = (request: string, card: FileProfile, known = "") =>
	ambiguity(request, { tables: [card], known, texts })?.readings.map(({ label }) => label);

const UNCLEAR = "day or month first, it cannot be told: pandas takes the month first";

describe("two columns that fit equally are asked about", () => {
	test.each([
		["Show revenue by month", "order_date:date ship_date:date revenue", ["order_date", "ship_date"]],
		["weekly revenue please", "invoiceDate:date deliveryDate:date revenue", ["invoiceDate", "deliveryDate"]],
		["Umsatz pro Monat", "Bestelldatum:date Lieferdatum:date Umsatz", ["Bestelldatum", "Lieferdatum"]],
		["按月统计金额", "下单日期:date 发货日期:date 金额", ["下单日期", "发货日期"]],
		["月別の売上を出して", "注文日:date 出荷日:date 売上", ["注文日", "出荷日"]],
		["amount by region", "region:text amount_net amount_gross", ["amount_net", "amount_gross"]],
		["What is the total revenue per store?", "store:text amount_net amount_gross", ["amount_net", "amount_gross"]],
		["Betrag je Filiale", "Filiale:text Nettobetrag Bruttobetrag", ["Nettobetrag", "Bruttobetrag"]],
		["各门店的金额合计", "门店:text 含税金额 不含税金额", ["含税金额", "不含税金额"]],
		["average price per brand", "brand:text list_price paid_price", ["list_price", "paid_price"]],
		["what is the highest rate by region", "region:text discount_rate tax_rate", ["discount_rate", "tax_rate"]],
		["how much revenue in March?", "order_date:date ship_date:date revenue", ["order_date", "ship_date"]],
	])("%s", (request, names, labels) => {
		expect(asked(request, columns(...names.split(" ")))).toEqual([...labels, "Both"]);
	});
});

describe("where one fits better, or it does not matter, nothing is asked", () => {
	test.each([
		["How much did we spend in 2024?", "team:text Budget_2024 Spent_2024"],
		["what did they pay, at which amount?", "amount_due amount_paid"],
		["orders by month", "order_date:date ship_date:date"],
		["What is the average order worth?", "order_id:int order_total"],
		["平均订单金额是多少？", "订单编号:int 订单金额"],
		["how many were shipped per month?", "order_date:date ship_date:date"],
		["revenue by ship date", "order_date:date ship_date:date revenue"],
		["revenue by month", "date:date ship_date:date revenue"],
		["revenue by region", "region:text order_date:date ship_date:date revenue"],
		["customers by month", "signup_date:date birth_date:date updated_at:date"],
		["invoices by month", "invoice_date:date due_date:date"],
		["trips per day", "start_time:date end_time:date"],
		["average delay per month", "order_date:date ship_date:date"],
		["compare order and ship dates by month", "order_date:date ship_date:date"],
		["Lieferungen pro Monat", "Bestelldatum:date Lieferdatum:date"],
		["按月统计发货数量", "下单日期:date 发货日期:date"],
		["net amount by region", "amount_net amount_gross"],
		["amount by region", "amount amount_net"],
		["sales per region", "sales_2023 sales_2024 region:text"],
		["sales per region", "sales_q1 sales_q2 region:text"],
		["average id per store", "customer_id order_id store:text"],
		["how many rows?", "amount_net amount_gross"],
		["compare net and gross amounts", "amount_net amount_gross"],
		["score per class", "math_score reading_score writing_score class:text"],
		["不含税金额合计", "含税金额 不含税金额"],
		["total sales", "price discount quantity"],
		["what is the total number of orders per region?", "region:text total_price total_items"],
		["cancellation rate by region", "region:text discount_rate tax_rate"],
		["number of days per order", "lead_days credit_days"],
		["average order value per store", "store:text stock_value scrap_value"],
		["how many hours per shift", "paid_hours planned_hours"],
	])("%s of %s", (request, names) => {
		expect(asked(request, columns(...names.split(" ")))).toBeUndefined();
	});

	test("what an earlier program used, or was agreed on, is not asked about again", () => {
		const card = columns("order_date:date", "ship_date:date", "revenue");
		expect(asked("now by week", card, 'df.groupby(df["ship_date"].dt.month)')).toBeUndefined();
		expect(asked("now per week", card, 'Agreed: Use the column "order_date" for dates.')).toBeUndefined();
		expect(asked("now per week", card, 'df["revenue"].sum()')).toEqual(["order_date", "ship_date", "Both"]);
	});

	test("two tables of which both have dates are not asked about", () => {
		const tables = [columns("order_date:date", "ship_date:date"), columns("opened_on:date", "paid_on:date")];
		expect(ambiguity("revenue by month", { tables, known: "", texts })).toBeUndefined();
	});
});

describe("dates of which no value tells the day from the month", () => {
	const card = table(column("when", "date", UNCLEAR), column("amount", "float"));

	test.each(["amount by month", "Betrag pro Monat", "按月汇总金额", "月別の金額", "amount in March"])(
		"are asked about for %s",
		(request) => {
			expect(asked(request, card)).toEqual(["Day first (3 April)", "Month first (March 4)"]);
		},
	);

	test.each(["total amount", "amount by year", "amount per region", "annual amount", "按年汇总金额"])(
		"are not asked about for %s",
		(request) => {
			expect(asked(request, card)).toBeUndefined();
		},
	);

	test("are not asked about if the order is known, or if there is another date to take", () => {
		expect(asked("amount by month", table(column("when", "date", "dates with the day first")))).toBeUndefined();
		expect(asked("amount by month", table(column("when", "date", UNCLEAR), column("date", "date")))).toBeUndefined();
		expect(asked("by week", card, 'pd.to_datetime(df["when"], dayfirst=True)')).toBeUndefined();
	});
});

describe("an answer in words names a reading", () => {
	const readings = [{ label: "order_date" }, { label: "ship_date" }, { label: "Both" }];

	test.each([
		["ship_date", 1],
		["the ship date please", 1],
		["Order date.", 0],
		["1", 0],
		["the second one", 1],
		["第二个", 1],
		["both", 2],
		["BOTH of them", 2],
	])("%s", (text, place) => {
		expect(readingIn(text, readings)).toBe(place);
	});

	test.each(["not the ship date", "order or ship?", "when is lunch?", "the date", "4", "the delivery"])(
		"%s names none for certain",
		(text) => {
			expect(readingIn(text, readings)).toBeUndefined();
		},
	);

	test.each([
		["day first", 0],
		["Month first, as in the US", 1],
	])("%s", (text, place) => {
		expect(readingIn(text, [{ label: "Day first (3 April)" }, { label: "Month first (March 4)" }])).toBe(place);
	});
});

test("a program that takes the other reading contradicts the one that was chosen", () => {
	const [order, ship] =
		ambiguity("revenue by month", {
			tables: [columns("order_date:date", "ship_date:date", "revenue")],
			known: "",
			texts,
		})?.readings ?? [];
	expect(contradicts('df.groupby(df["ship_date"])', order ?? { names: [], against: [] })).toBe(true);
	expect(contradicts('df.groupby(df["ship_date"])', ship ?? { names: [], against: [] })).toBe(false);
	expect(contradicts("df.groupby(df.columns[1])", order ?? { names: [], against: [] })).toBe(false);
	const [day, month] =
		ambiguity("by month", { tables: [table(column("when", "date", UNCLEAR))], known: "", texts })?.readings ?? [];
	expect(contradicts('pd.to_datetime(df["when"])', day ?? { names: [], against: [] })).toBe(true);
	expect(contradicts('pd.to_datetime(df["when"], format="%d/%m/%Y")', day ?? { names: [], against: [] })).toBe(false);
	expect(contradicts('pd.to_datetime(df["when"])', month ?? { names: [], against: [] })).toBe(false);
	expect(contradicts('pd.to_datetime(df["when"], dayfirst=True)', month ?? { names: [], against: [] })).toBe(true);
});
