// Letters of charts in a real sandbox: drawn whatever font, theme or style the program chooses.

import { expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ runTimeoutMs: 60_000, memoryBytes: 768 * 1024 ** 2 });
const thread = "slack:T:C:fonts";

/** Draws the words with the fonts that the first line chooses, and prints the warnings that come of it. */
function drawing(choose: string, words: string, files = ["a.png"]): string {
	return `
import matplotlib, matplotlib.pyplot as plt, warnings
matplotlib.rc_file("/opt/mpl/matplotlibrc")
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    ${choose}
    plt.bar(["${words}", "b"], [-1, 2], label="${words}")
    plt.title("${words}", fontweight="bold"); plt.ylabel("${words}"); plt.legend(title="${words}")
    for name in ${JSON.stringify(files)}: plt.savefig(name)
    plt.close("all")
print([str(one.message) for one in said if issubclass(one.category, UserWarning)])`;
}

it.each([
	["no theme", "pass"],
	["a theme of seaborn", "import seaborn as sns; sns.set_theme()"],
	["another theme of seaborn", "import seaborn as sns; sns.set_theme(style='whitegrid', font='Arial')"],
	["a style", "plt.style.use('seaborn-v0_8')"],
	["the style ggplot", "plt.style.use('ggplot')"],
	["everything set back", "plt.rcdefaults()"],
	["a font that is not here", "plt.rcParams['font.family'] = 'SimHei'"],
	["a list of such fonts", "plt.rcParams['font.sans-serif'] = ['Microsoft YaHei', 'Arial']"],
	["letters with feet", "plt.rcParams['font.family'] = 'serif'"],
	["letters of one width", "plt.rcParams.update({'font.family': 'monospace', 'axes.unicode_minus': True})"],
])("draws Chinese with %s", async (_, choose) => {
	expect((await lab.run(thread, drawing(choose, "北京 销售额"))).output).toBe("[]\n");
});

it.each([
	["Japanese", "東京の売上"],
	["Korean", "서울 매출"],
	["Thai", "ยอดขายรายเดือน"],
	["Hindi", "मासिक बिक्री"],
	["Arabic", "المبيعات"],
	["Hebrew", "מכירות"],
	["Greek and Cyrillic", "Πωλήσεις Продажи"],
	["emoji and currencies", "📈 ✅ ₹ ₽ ¥ €"],
])("draws %s under a theme of seaborn", async (_, words) => {
	const { output, seen } = await lab.run(thread, drawing("import seaborn as sns; sns.set_theme()", words));
	expect(output).toBe("[]\n");
	expect(seen?.figures?.flatMap(({ axes }) => axes.flatMap(({ faults }) => faults))).toEqual([]);
});

it("draws a text whose own font is not here, by name or by file", async () => {
	const choose = `plt.xlabel("城市", fontname="PingFang SC")
    from matplotlib.font_manager import FontProperties
    plt.text(0, 0, "平均", fontproperties=FontProperties(fname="C:/Windows/Fonts/simhei.ttf"))`;
	expect((await lab.run(thread, drawing(choose, "上海"))).output).toBe("[]\n");
});

it("draws them in files of other kinds, too", async () => {
	const code = drawing("import seaborn as sns; sns.set_theme()", "北京 ยอดขาย", ["a.pdf", "a.svg", "a.jpg"]);
	const { output, seen } = await lab.run(thread, code);
	expect(output).toBe("[]\n");
	expect(seen?.figures?.map(({ file, axes }) => [file, axes[0]?.faults])).toEqual([
		["a.pdf", []],
		["a.svg", []],
		["a.jpg", []],
	]);
});

it("says in one fact, and in no warning, which letters no font has", async () => {
	const run = await lab.run(
		thread,
		"import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('ᚠᚢᚠ Runes')\nplt.tight_layout()\nplt.savefig('a.png')",
	);
	expect(run.output).toBe("");
	expect(run.seen?.figures?.[0]?.axes[0]?.faults).toEqual(["letters ᚠᚢ"]);
});

it("finds nothing replaced in matplotlib by it", async () => {
	const run = await lab.run(thread, "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('北京')\nplt.show()");
	expect(run.standing ?? []).toEqual([]);
});
