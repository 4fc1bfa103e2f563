// Columns that nobody may add up over dates, marks for missing values and scales above a table, as the profile of a file tells them.

import { expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";
import { profileOf } from "./profile-of.ts";

const lab = openLab();
const thread = "slack:T:C:levels";

/** Rows of `head`, made for each of `n`. */
const table = (head: string, n: number, row: (at: number) => readonly (string | number)[]) =>
	`${head}\n${Array.from({ length: n }, (_, at) => row(at).join(",")).join("\n")}\n`;
const notesOf = async (content: string, column: string, name = "t.csv") => {
	const { columns } = await profileOf(lab, thread, name, content);
	return columns?.find((one) => one.name === column)?.notes;
};
const sold = (at: number) => (at * 37) % 11;
const upTo = (at: number, of: (at: number) => number) =>
	Array.from({ length: at + 1 }, (_, one) => of(one)).reduce((sum, one) => sum + one, 0);
const day = (at: number) => new Date(Date.UTC(2024, 0, 1 + at)).toISOString().slice(0, 10);

const levelOf = (date: string) => `a level at each "${date}": to be added up within one of them, not over several`;
const runningOf = (...names: string[]) =>
	`a running total of ${names.map((name) => `"${name}"`).join(" less ")}: never to be added up`;

it.each([
	[
		"stock of three products by week",
		table("week,product,stock", 12, (at) => [day(7 * Math.floor(at / 3)), "abc"[at % 3] ?? "", 50 + sold(at)]),
		"stock",
		levelOf("week"),
	],
	[
		"库存 by month and warehouse",
		table("月份,仓库,库存", 12, (at) => [`${1 + Math.floor(at / 2)}月`, ["北仓", "南仓"][at % 2] ?? "", 90 + sold(at)]),
		"库存",
		levelOf("月份"),
	],
	[
		"head count, one row a month",
		table("Month,Head count", 6, (at) => [day(31 * at), 100 + sold(at)]),
		"Head count",
		levelOf("Month"),
	],
	[
		"a bank's balance",
		table("date,text,amount,balance", 8, (at) => [
			day(at),
			`item ${at % 3}`,
			sold(at) - 4,
			200 + upTo(at, (one) => sold(one) - 4),
		]),
		"balance",
		runningOf("amount"),
	],
	[
		"a balance of what comes and goes",
		table("日期,收入,支出,结余", 8, (at) => [
			day(at),
			at % 2 ? 0 : 50 + at,
			at % 2 ? 3 + at : 0,
			900 + upTo(at, (one) => (one % 2 ? -3 - one : 50 + one)),
		]),
		"结余",
		runningOf("收入", "支出"),
	],
	[
		"累计 by city",
		table("day,city,cases,total_so_far", 12, (at) => [
			day(at % 6),
			at < 6 ? "Rome" : "Oslo",
			1 + sold(at),
			upTo(at % 6, (one) => 1 + sold(one + (at < 6 ? 0 : 6))),
		]),
		"total_so_far",
		runningOf("cases"),
	],
	[
		"revenue to date, anew each month",
		table("month,week,revenue,mtd", 12, (at) => [
			`2024-0${1 + Math.floor(at / 4)}`,
			1 + (at % 4),
			40 + sold(at),
			upTo(at, (one) => (one < at - (at % 4) ? 0 : 40 + sold(one))),
		]),
		"mtd",
		runningOf("revenue"),
	],
	[
		"a meter",
		table("Datum;Zähler;Stand_kWh", 9, (at) => [
			`${day(30 * Math.floor(at / 3))};Z${at % 3};${1000 * (1 + (at % 3)) + 37 * at + sold(at)},5`,
		]),
		"Stand_kWh",
		levelOf("Datum"),
	],
	[
		"the newest first",
		table("date,amount,saldo", 6, (at) => [
			day(9 - at),
			10 + sold(at),
			100 + upTo(5, (one) => (one < at ? 0 : 10 + sold(one))),
		]),
		"saldo",
		runningOf("amount"),
	],
])("%s", async (_, content, column, note) => {
	expect((await notesOf(content, column))?.[0]).toBe(note);
});

it.each([
	[
		"stock of products, each once",
		table("product,stock,updated", 6, (at) => [`p${at}`, 40 + sold(at), day(at)]),
		"stock",
	],
	[
		"what was sold",
		table("week,product,sold", 12, (at) => [day(7 * Math.floor(at / 3)), "abc"[at % 3] ?? "", sold(at)]),
		"sold",
	],
	[
		"orders of any day",
		table("date,customer,stock_sold", 9, (at) => [day((at * at) % 5), `c${at % 2}`, sold(at)]),
		"stock_sold",
	],
	["a count of rows", table("n,amount,price", 6, (at) => [at + 1, 3 + sold(at), 2 + sold(at + 5)]), "n"],
	["a sum of two columns", table("a,b,total", 6, (at) => [at, sold(at), at + sold(at)]), "total"],
	["years", table("year,sales", 6, (at) => [2018 + at, 100 + sold(at)]), "year"],
	[
		"a price that amounts are made by",
		table("qty,price,amount", 8, (at) => [1 + sold(at), 9.25 + at, (1 + sold(at)) * (9.25 + at)]),
		"price",
	],
	["what lines of an order have in common", "order,amount,fee\n1,10,5\n1,15,5\n2,7,5\n3,20,9\n3,4,9\n", "fee"],
	[
		"a flow beside its own change",
		"month,revenue,change\n2024-01,1000,\n2024-02,1200,200\n2024-03,900,-300\n2024-04,1100,200\n2024-05,1300,200\n",
		"revenue",
	],
	[
		"another change, whatever it is called",
		"month,revenue,step\n2024-01,1000,\n2024-02,1200,200\n2024-03,900,-300\n2024-04,1100,200\n2024-05,1300,200\n",
		"revenue",
	],
	[
		"prices by kind of ticket",
		"ticket_type,amount\nAdult,12\nChild,6\nSenior,8\nAdult,12\nChild,6\nSenior,8\n",
		"amount",
	],
	[
		"accounts, opened on different days",
		"Kundennr,Eröffnet,Kontostand\n101,2019-05-01,500\n102,2021-02-03,800\n103,2018-07-07,200\n104,2020-01-01,900\n",
		"Kontostand",
	],
	["numbers without end", "g,t,v\n1,7,inf\n1,7,-inf\n2,8,1\n2,8,2\n3,9,3\n", "v"],
	[
		"a question that ends with a number",
		"id,Q3: Unknown brands you tried\n1,3\n2,2\n3,1\n4,3\n",
		"Q3: Unknown brands you tried",
	],
])("%s is no level and no sum", async (_, content, column) => {
	expect((await notesOf(content, column)) ?? []).toEqual([]);
});

const ratio = (at: number) => (20 + sold(at)) / (300 + 13 * at);

it.each([
	[
		"as a share",
		table("day,orders,visits,conv", 8, (at) => [day(at), 20 + sold(at), 300 + 13 * at, ratio(at).toFixed(4)]),
	],
	[
		"in percent",
		table("day,orders,visits,conv", 8, (at) => [
			day(at),
			20 + sold(at),
			300 + 13 * at,
			`${(100 * ratio(at)).toFixed(1)}%`,
		]),
	],
	[
		"with decimal commas",
		table("day;orders;visits;conv", 8, (at) => [
			`${day(at)};${20 + sold(at)};${300 + 13 * at};${(100 * ratio(at)).toFixed(2).replace(".", ",")}`,
		]),
	],
])("a ratio of two columns, %s", async (_, content) => {
	const notes = await notesOf(content, "conv");
	expect(notes?.at(-1)).toBe(
		'"orders" / "visits" of each row: a mean of it counts all rows alike, the ratio of the sums does not',
	);
	expect(await notesOf(content, "visits")).toBeUndefined();
});

it("the total of an order on each of its lines", async () => {
	const lines =
		"order_id,sku,amount,order_total\n1,a,10,25\n1,b,15,25\n2,a,7,7\n3,c,20,41\n3,d,20,41\n3,e,1,41\n4,a,3,3\n";
	expect(await notesOf(lines, "order_total")).toEqual([
		'the sum of "amount" for each "order_id", in all its rows: to be counted once for each',
	]);
});

it("the total of an order that holds more than its lines", async () => {
	const lines = "Order ID,sku,price,Order Total\nA1,a,10,29.9\nA1,b,15,29.9\nA2,a,7,11.9\nA3,c,20,45.9\nA3,d,20,45.9\n";
	expect(await notesOf(lines, "Order Total")).toEqual([
		'the same for each "Order ID", in all its rows: to be counted once for each',
	]);
	expect(await notesOf(lines.replace("Order ID", "product"), "Order Total")).toBeUndefined();
});

it.each([
	["-999 among degrees below zero", "t\n-12\n-999\n3\n-999\n-7\n", "t", "-999 in 2: may stand for a missing value"],
	[
		"a code that the name explains",
		"id,sat (1-5; 9=no answer)\n1,4\n2,9\n3,2\n4,9\n5,5\n",
		"sat (1-5; 9=no answer)",
		"9 in 2: stands for no value, as its name says",
	],
	[
		"the same in Chinese",
		"编号,满意度（0=未回答）\n1,4\n2,0\n3,2\n",
		"满意度（0=未回答）",
		"0 in 1: stands for no value, as its name says",
	],
])("%s", async (_, content, column, note) => {
	expect(await notesOf(content, column)).toEqual([note]);
});

it("amounts far below zero are amounts", async () => {
	expect(await notesOf("a,profit\n1,-999\n2,-430\n3,-999\n4,610\n", "profit")).toBeUndefined();
});

it.each([
	["某公司销售明细\n单位：万元\n地区,销售额,成本\n华东,120,80\n华南,95,61\n华北,70,44\n", "单位：万元", "万元"],
	["Umsatz je Land (in T€)\n\nLand,2022,2023\nDE,120,130\nAT,20,25\nCH,31,33\n", "Umsatz je Land (in T€)", "T€"],
	[
		"Revenue; amounts in thousands of USD,,\nRegion,2022,2023\nEMEA,120,130\nAPAC,20,25\nUS,31,33\n",
		"Revenue; amounts in thousands of USD",
		"thousands",
	],
])("a scale above the table is told", async (content, line, unit) => {
	expect((await profileOf(lab, thread, "t.csv", content)).notes).toContain(
		`above the table stands "${line}": amounts are in ${unit}`,
	);
});

it("thousands in a name of a place are no scale", async () => {
	const { notes } = await profileOf(
		lab,
		thread,
		"t.csv",
		"Customers in the Thousand Oaks region\n\nRegion,2022,2023\nEMEA,120,130\nAPAC,20,25\nUS,31,33\n",
	);
	expect(notes).toEqual([]);
});

it("what else stands above a table is no scale", async () => {
	const { notes } = await profileOf(
		lab,
		thread,
		"t.csv",
		"Sales in Europe 2024\n\nRegion,2022,2023\nEMEA,120,130\nAPAC,20,25\nUS,31,33\n",
	);
	expect(notes.join()).not.toContain("above the table");
});
