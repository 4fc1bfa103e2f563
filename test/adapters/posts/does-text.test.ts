// What a program does, as the card says it to whoever cannot read code.

import { expect, test } from "vitest";
import { doesText } from "../../../src/adapters/posts/code/does-text.ts";
import { LOCALES } from "../../../src/core/locales.ts";
import { summarise } from "../../../src/python/summary.ts";
import { hostileSteps } from "../turns.ts";

const markup = { mono: (text: string) => `\`${text}\`` };
const said = (source: string, locale: "en" | "zh" = "en", room = 1000) =>
	doesText({ does: summarise({ language: "python", source, earlier: [] }) }, LOCALES[locale], markup, room);

const monthly = `import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv("orders.csv")
df["date"] = pd.to_datetime(df["date"])
df = df[df["date"].dt.year == 2024].dropna(subset=["amount"])
m = df.groupby(df["date"].dt.to_period("M"))["amount"].sum()
m.plot(kind="line")
plt.savefig("orders_per_month.png")
print(m)`;
const joined = `import pandas as pd
a = pd.read_excel("a.xlsx"); b = pd.read_csv("b.csv")
c = a.merge(b, on="id", how="left")
c["total"] = c["price"] * c["qty"]
t = c.groupby("region")["total"].sum().sort_values(ascending=False).head(5)
t.to_excel("top.xlsx")`;

test("a program is told step by step, with the names of its own text", () => {
	expect(said(monthly)).toBe(
		"Reads `orders.csv` (2 columns) · reads `date` as dates · keeps rows where `date year = 2024` · leaves out rows without `amount` · groups by `date`, month · sums `amount` · draws a line chart of `amount` by `date` · writes `orders_per_month.png`",
	);
	expect(said(joined)).toBe(
		"Reads `a.xlsx` · reads `b.csv` · joins tables by `id` · computes `total` from `price`, `qty` · groups by `region` · sums `total` · sorts by `total`, largest first · keeps the 5 largest by `total` · writes `top.xlsx`",
	);
});

test("it is told in Chinese as a Chinese colleague would", () => {
	expect(said(monthly, "zh")).toBe(
		"读取 `orders.csv`（2 列） · 把 `date` 转成日期 · 只保留满足 `date year = 2024` 的行 · 去掉 `amount` 为空的行 · 按 `date`、月分组 · 对 `amount` 求和 · 按 `date` 画 `amount` 的折线图 · 写入 `orders_per_month.png`",
	);
});

test("in Chinese only a scatter chart sets one column against another, and no blank stands beside a Chinese word", () => {
	const { charts, draws, groups } = LOCALES.zh.does;
	expect(draws(charts.scatter, "`a`", "`b`")).toBe("画 `a` 对 `b` 的散点图");
	expect(draws(charts.hist, "", "`b`")).toBe("画 `b` 的直方图");
	expect(draws(charts.pie, "", "")).toBe("画饼图");
	expect([groups("月"), groups("`a`"), groups("月、`a`")]).toEqual(["按月分组", "按 `a` 分组", "按月、`a` 分组"]);
});

test("what does not fit is counted, and what cannot be followed is said", () => {
	expect(said(monthly, "en", 90)).toBe("Reads `orders.csv` (2 columns) · reads `date` as dates · and 6 more steps");
	expect(said('import pandas as pd\ndf = pd.read_csv("a.csv")\nexec(text)')).toBe(
		"Reads `a.csv` · from line 3 on, parts of it cannot be analysed",
	);
	expect(said(monthly, "en", 10)).toBe("");
});

test("a program that only prints is told nothing of, and neither is one that nobody looked at", () => {
	expect(said('print("hello")')).toBe("");
	expect(doesText({}, LOCALES.en, markup, 1000)).toBe("");
});

test.each(["en", "zh"] as const)("every kind of step has its words in %s", (locale) => {
	const text = doesText({ does: hostileSteps("n") }, LOCALES[locale], markup, 5000);
	expect(text.split(" · ")).toHaveLength(10);
});

test("rows that are left out are told apart: those that lack a value, and those that lack every one", () => {
	const dropped = (how: string) =>
		`import pandas as pd\ndf = pd.read_csv("a.csv").dropna(${how})\nprint(df["x"].sum())`;
	expect(said(dropped('how="all"'))).toContain("leaves out rows that are wholly empty");
	expect(said(dropped('how="all", subset=["x", "y"]'))).toContain("leaves out rows where all of `x`, `y` are empty");
	expect(said(dropped('how="any"'))).toContain("leaves out rows with missing values");
	expect(said(dropped('subset=["x"]'))).toContain("leaves out rows without `x`");
	expect(said(dropped('how="all"'), "zh")).toContain("去掉整行为空的行");
});
