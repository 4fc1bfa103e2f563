// Charts as they are drawn in a real sandbox: what is put right without a word, and what the kernel says is wrong.

import { describe, expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ runTimeoutMs: 60_000, memoryBytes: 768 * 1024 ** 2 });
const thread = "slack:T:C:charts";

const START = `import matplotlib.pyplot as plt, numpy as np, pandas as pd
towns = ["Aarhus", "Bergen", "Göteborg", "Helsinki", "København", "Malmö", "Odense", "Reykjavík", "Stockholm", "Trondheim"]
days = pd.date_range("2024-01-01", periods=200)
`;

async function drawn(code: string) {
	const run = await lab.run(thread, `${START}${code}`);
	expect(run.error).toBeUndefined();
	return run;
}

/** What is wrong with each panel of the last figure. */
async function faults(code: string): Promise<readonly (readonly string[])[]> {
	const { seen } = await drawn(code);
	return seen?.figures?.at(-1)?.axes.map((one) => one.faults) ?? [];
}

it("says of each panel what kind of chart it is, how much is in it and how it is labelled", async () => {
	const { seen } = await drawn(`
fig, (left, right) = plt.subplots(1, 2)
left.bar(towns[:3], [3, 1, 2]); left.set(title="Sales", xlabel="Town", ylabel="Euros")
right.plot([1, 2, 3], [4, 5, 6], label="a"); right.plot([1, 2, 3], [5, 5, 6], label="b")
plt.savefig("two.png")`);
	expect(seen?.figures).toEqual([
		{
			file: "two.png",
			axes: [
				{
					...{ kinds: ["bar"], series: 1, points: 3, title: "Sales", x: "Town", y: "Euros" },
					...{ ticks: towns(3), faults: [] },
				},
				expect.objectContaining({ kinds: ["line"], series: 2, points: 6, faults: [] }),
			],
		},
	]);
	function towns(count: number) {
		return ["Aarhus", "Bergen", "Göteborg"].slice(0, count);
	}
});

it.each([
	["barh", "plt.barh(towns, range(10))"],
	["scatter", "plt.scatter(range(10), range(10))"],
	["pie", "plt.pie([1, 2, 3], labels=towns[:3])"],
	["hist", "plt.hist(np.arange(100) ** 2, bins=10)"],
	["box", "plt.boxplot([[1, 2, 3, 9], [2, 3, 4]])"],
	["box", "import seaborn as sns; sns.boxplot(x=['a'] * 9 + ['b'] * 9, y=list(range(18)))"],
	["bar", "import seaborn as sns; sns.barplot(x=['a', 'b'] * 3, y=[3, 1, 2, 4, 5, 6])"],
	["heatmap", "plt.imshow(np.eye(4)); plt.colorbar()"],
	["heatmap", "import seaborn as sns; sns.heatmap(np.eye(4))"],
	["area", "plt.fill_between(range(9), range(9))"],
])("knows a chart of kind %s: %s", async (kind, code) => {
	const { seen } = await drawn(`${code}\nplt.title("t")`);
	expect(seen?.figures).toEqual([
		{ file: "figure-1.png", axes: [expect.objectContaining({ kinds: [kind], faults: [] })] },
	]);
});

describe("puts right without a word", () => {
	it.each([
		["long names under bars", "plt.bar(towns, range(10))"],
		["months as text", "plt.plot([f'2024-{m:02}' for m in range(1, 13)], range(12))"],
		["200 days as text", "plt.plot(days.strftime('%Y-%m-%d'), range(200))"],
		["80 bars", "plt.bar([f'Part {n:03}' for n in range(80)], range(80))"],
		["80 bars that lie", "plt.barh([f'Part {n:03}' for n in range(80)], range(80))"],
		[
			"slanted labels that are still too close",
			"plt.bar([f'Part {n}' for n in range(40)], range(40)); plt.xticks(rotation=30)",
		],
	])("labels that would overlap: %s", async (_, code) => {
		expect(await faults(`${code}\nplt.title("t")\nplt.savefig("a.png")`)).toEqual([[]]);
	});

	it("leaves the figure itself as the program made it", async () => {
		const { output } = await drawn(`
fig, ax = plt.subplots()
ax.bar([f"Part {n:03}" for n in range(80)], range(80)); ax.set_title("t")
before = [(t.get_rotation(), t.get_fontsize(), t.get_ha()) for t in ax.get_xticklabels()], tuple(fig.get_size_inches())
fig.savefig("a.png")
print(before == ([(t.get_rotation(), t.get_fontsize(), t.get_ha()) for t in ax.get_xticklabels()], tuple(fig.get_size_inches())))`);
		expect(output).toBe("True\n");
	});

	it("panels whose titles lie on their neighbours' labels", async () => {
		const measure = `
fig, axes = plt.subplots(2, 2)
for ax in axes.flat: ax.plot([1, 2]); ax.set_title("A title"); ax.set_xlabel("Days")
high = []
draw = type(axes[0, 0]).draw
def noted(self, renderer): high.append(self.get_position().height); draw(self, renderer)
for ax in axes.flat: ax.draw = noted.__get__(ax)
before = axes[0, 0].get_position().height
fig.savefig("a.png")
print(min(high) < before, axes[0, 0].get_position().height == before)`;
		expect((await drawn(measure)).output).toBe("True True\n");
	});

	it("what would be cut off at the edge where the program's style gave up the tight frame", async () => {
		const { output } = await drawn(`
from PIL import Image
def width(title):
    plt.rcdefaults()
    plt.plot([1, 2]); plt.title(title); plt.savefig("a.png"); plt.close()
    return Image.open("a.png").width
print(width("short") == 640, width("a very long title " * 9) > 640)`);
		expect(output).toBe("True True\n");
	});

	it("a legend that would lie on the data, unless the program put it there", async () => {
		const { output } = await drawn(`
fig, ax = plt.subplots()
places = []
def save(**where):
    for n in range(9): ax.scatter(np.arange(40), (np.arange(40) * (n + 3)) % 41, label=f"Group {n}")
    legend = ax.legend(**where)
    legend.draw = lambda renderer: places.append(legend.get_window_extent(renderer).x0 > ax.bbox.x1)
    fig.savefig("a.png"); places.append(legend._get_loc()); ax.clear()
save(); save(loc="center")
ax.plot([1, 2], label="a"); legend = ax.legend()
legend.draw = lambda renderer: places.append(legend.get_window_extent(renderer).x0 > ax.bbox.x1)
fig.savefig("a.png")
print(dict.fromkeys(map(str, places[:3])), dict.fromkeys(map(str, places[3:6])), places[-1])`);
		expect(output).toBe("{'True': None, '0': None} {'False': None, '10': None} False\n");
	});

	it("two dollar signs that would make a formula of the words between them", async () => {
		const { output } = await drawn(`
fig, ax = plt.subplots()
said = []
for text in ("Revenue ($) and cost ($)", "$5 to $10", "$x^2$ and $y$"):
    title = ax.set_title(text)
    title.set_parse_math = lambda on, title=title: said.append((title.get_text(), on))
    fig.savefig("a.png"); del title.set_parse_math
print(said)`);
		expect(output).toBe(
			"[('Revenue ($) and cost ($)', False), ('Revenue ($) and cost ($)', True), ('$5 to $10', False), ('$5 to $10', True)]\n",
		);
	});
});

describe("says what is wrong", () => {
	it.each([
		[
			"amounts that are text, on a line",
			"plt.plot(days[:6], ['$3.50', '$12.00', '$1,035.76', '$7.20', '$9.99', '$8.00'])",
			"text_values $3.50, $12.00, $1,035.76",
		],
		[
			"amounts that are text, as bars",
			"plt.bar(['a', 'b', 'c'], ['1.200,50', '90,00', '300,00'])",
			"text_values 1.200,50, 90,00, 300,00",
		],
		["amounts that are text, as bars that lie", "plt.barh(['a', 'b'], ['¥1.2万', '¥900'])", "text_values ¥1.2万, ¥900"],
		[
			"a line through three parts",
			"plt.plot(['AX-77', 'AX-03', 'BQ-51'], [9, 7, 5], marker='o')",
			"joined_names AX-77, AX-03, BQ-51",
		],
		[
			"a line through towns, by pandas",
			"pd.Series(range(5), index=towns[:5]).plot()",
			"joined_names Aarhus, Bergen, Göteborg",
		],
		[
			"a line through towns, in Chinese",
			"plt.plot(['北京', '上海', '长春'], [3, 2, 1])",
			"joined_names 北京, 上海, 长春",
		],
		["dates that are not in order", "plt.plot(days[[5, 1, 9, 3, 7, 2]], range(6))", "back_and_forth"],
		["nothing left after a filter", "few = pd.Series([], dtype=float); plt.plot(few.index, few)", "empty"],
		["bars of nothing", "plt.bar([], [])", "empty"],
		["only values that are none", "plt.plot([1, 2, 3], [np.nan] * 3)", "empty"],
		[
			"most values lost",
			"plt.plot(range(10), pd.to_numeric(pd.Series(['1,5'] * 8 + ['2', '3']), errors='coerce'), 'o')",
			"not_drawn 8 10",
		],
		["a pie of 60", "plt.pie([1] * 60, labels=[f'Part {n}' for n in range(60)])", "overlap pie"],
		["letters of no font", "plt.plot([1, 2]); plt.xlabel('ᚠᚢ')", "letters ᚠᚢ"],
	])("%s", async (_, code, fault) => {
		expect(await faults(`${code}\nplt.title("t")`)).toEqual([[fault]]);
	});

	it("amounts that are text and were joined where they should have been added up", async () => {
		const joined = "['$273.42$1,035.76', '$471.89', '$501.44$12.00$9.10', '$88.20'] * 8";
		const code = `plt.plot(days[:32], [f"{said}{n}" for n, said in enumerate(${joined})])\nplt.title("t")`;
		expect((await faults(code))[0]?.[0]).toMatch(/^text_values \$273\.42\$1,035\.760, /);
	});

	it("a panel that stays empty under its title, and not one that nobody wanted", async () => {
		const grid = "fig, axes = plt.subplots(1, 3)\naxes[0].plot([1, 2]); axes[1].set_title('South')";
		expect(await faults(grid)).toEqual([[], ["empty"]]);
		expect(await faults("plt.subplots(1, 2)\nplt.savefig('a.png')")).toEqual([["empty"]]);
	});

	it("nothing is named at all", async () => {
		expect(await faults("plt.plot([1, 2, 3])")).toEqual([["unnamed"]]);
		expect(await faults("plt.plot([1, 2, 3]); plt.ylabel('Euros')")).toEqual([[]]);
	});
});

describe("is silent on charts that are right", () => {
	it.each([
		["weekdays", "plt.plot(['Mon', 'Tue', 'Wed'], [1, 2, 3])"],
		["quarters", "plt.plot(['2024 Q1', '2024 Q2', '2024 Q3'], [1, 2, 3])"],
		["months in Chinese", "plt.plot(['1月', '2月', '3月'], [1, 2, 3])"],
		["weeks that are numbered", "plt.plot(['KW 9', 'KW 10', 'KW 11'], [1, 2, 3])"],
		["years as text", "plt.plot(['2022', '2023', '2024'], [1, 2, 3])"],
		["ages", "plt.plot(['18-25', '26-40', '41-65'], [1, 2, 3])"],
		["sizes", "plt.plot(['S', 'M', 'L', 'XL'], [1, 2, 3, 2])"],
		["before and after", "plt.plot(['Before', 'After', 'Later'], [1, 2, 3])"],
		[
			"a share over bars",
			"ax = plt.gca(); ax.bar(towns[:4], [4, 3, 2, 1]); ax.twinx().plot(towns[:4], [40, 70, 90, 100], 'o-')",
		],
		["two lines over towns", "plt.plot(towns[:4], [1, 2, 3, 4]); plt.plot(towns[:4], [4, 3, 2, 1])"],
		["years on lying bars", "plt.barh(['2022', '2023'], [1, 2])"],
		["points of towns", "plt.plot(range(5), towns[:5], 'o')"],
		["a span for each town", "[plt.plot([n, n + 3], [town, town], '-o') for n, town in enumerate(towns[:5])]"],
		["points of rooms that have numbers", "plt.plot(range(5), ['101', '204', '12', '305', '77'], 'o')"],
		[
			"a span for each room",
			"[plt.plot([n, n + 3], [room, room], '-o') for n, room in enumerate(['101', '204', '12', '305'])]",
		],
		[
			"a mean that begins late",
			"s = pd.Series(range(30), index=days[:30]); plt.plot(s); plt.plot(s.rolling(20).mean())",
		],
		["a fitted line over points", "x = np.array([5, 1, 3, 2, 4]); plt.scatter(x, x); plt.plot(x, x * 2)"],
		["a table", "plt.axis('off'); plt.table(cellText=[[1, 2]], loc='center')"],
		["a round one", "plt.subplot(projection='polar').plot([0, 1, 2, 0], [1, 2, 3, 1])"],
		["one in space", "plt.figure().add_subplot(projection='3d').scatter([1, 2], [1, 2], [1, 2])"],
		["pairs of seaborn", "import seaborn as sns; sns.pairplot(pd.DataFrame({'a': [1, 2, 4], 'b': [3, 1, 2]}))"],
		[
			"panels of seaborn",
			"import seaborn as sns; sns.catplot(x=['a', 'b'] * 4, y=range(8), col=['k', 'l', 'm', 'n'] * 2, kind='bar', col_wrap=2)",
		],
		["a small picture within", "ax = plt.gca(); ax.plot([1, 2]); ax.inset_axes([.6, .1, .3, .3]).plot([1, 2])"],
		[
			"a bar for each town in its own colour, by seaborn",
			"import seaborn as sns; sns.barplot(x=towns[:6], y=range(1, 7), hue=towns[:6], legend=True)",
		],
		["a series without values beside one", "plt.plot([1, 2, 3], [1, 2, 3]); plt.plot([1, 2, 3], [np.nan] * 3)"],
		["dates as text, upright", "plt.plot([1, 2, 3, 4], ['01/02/2024', '02/02/2024', '05/02/2024', '09/02/2024'])"],
		["clock times, upright", "plt.plot([1, 2, 3, 4], ['09:30', '10:15', '11:00', '12:45'])"],
		["a curve of density", "pd.Series([1, 2, 2, 3, 9.5]).plot(kind='hist', density=True)"],
	])("%s", async (_, code) => {
		expect((await faults(`${code}\nplt.gca().set_title("t")`)).flat()).toEqual([]);
	});
});
