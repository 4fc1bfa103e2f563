// Wishes that a fix drops: the failed program drew, wrote or grouped as the request asks, and the fix no longer does.

import { type Node, spanOf } from "../../tree.ts";
import { shown } from "../edits.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";

const DRAWS =
	/^(savefig|plot|bar|barh|hist|hist2d|scatter|pie|line|area|boxplot|violinplot|heatmap|imshow|fill_between|stem|(line|bar|hist|scatter|box|violin|count|rel|cat|dis|kde|reg|pair|joint|point|strip)plot)$/;
const GROUPS =
	/^(groupby|group_by|pivot|pivot_table|crosstab|resample|value_counts|Grouper|groupby_dynamic|Counter|bincount|histogram|nunique|unique|cut|qcut)$/;
const WRITES = /^(to_(csv|excel|parquet|json|html|feather)|write_\w+|sink_\w+|savefig|ExcelWriter|save)$/;

const CHART =
	/\b(charts?|plots?|graphs?|histograms?|scatter|heat ?maps?|pie|bars?|box ?plots?|visuali[sz]e|draw|diagramm\w*|grafik\w*|\w*balken\w*|\w*kreis\w*|linien\w*)\b|图|グラフ|チャート/i;
const GROUPED =
	/\b(by|per|each|every|for each|pro|je|jede\w*|nach|monatlich|monthly|weekly|daily|yearly)\b|[按每各]|別|ごと|分组/i;
const WRITTEN =
	/\b(save|write|export|store|file|excel|xlsx|csv|parquet|json|speicher\w*|exportier\w*|datei)\b|保存|导出|存为|存成|文件|書き出|ファイル/i;

/** The faults as sentences. */
export function checkDroppedWishes(fix: Program, failed: Program, request: string): readonly string[] {
	const lost: string[] = [];
	const calls = (program: Program, names: RegExp) =>
		program.nodes.filter((node) => node.name === "CallExpression" && names.test(calleeOf(program, node).name));
	const drops = (names: RegExp) => calls(failed, names).length > 0 && calls(fix, names).length === 0;
	if (CHART.test(request) && drops(DRAWS) && !/\b(plt|sns|ax)\./.test(fix.source))
		lost.push("It no longer draws the chart that was asked for.");
	const isLooped = fix.nodes.some(({ name }) => name === "ForStatement" || name.endsWith("ComprehensionExpression"));
	if (GROUPED.test(request) && drops(GROUPS) && !isLooped && !/group by|over *\(/i.test(fix.source))
		lost.push("It no longer groups as was asked for.");
	if (WRITTEN.test(request)) {
		const files = calls(failed, WRITES).flatMap((call) => fileOf(failed, call));
		const isGone = (name: string) => !fix.source.includes(name.slice(name.lastIndexOf(".")));
		const gone = files.find((name) => request.toLowerCase().includes(name.toLowerCase()) && isGone(name));
		if (gone !== undefined) lost.push(`It no longer writes \`${shown(gone)}\`, which was asked for.`);
	}
	return lost.map((what) => `${what} Keep that.`);
}

/** The name of the file that it writes. */
function fileOf(program: Program, call: Node): readonly string[] {
	const list = call.getChild("ArgList");
	const texts =
		list === null
			? []
			: program.nodes.filter((node) => node.parent?.from === list.from && node.parent.name === "ArgList");
	const names = texts.flatMap((node) => literalOf(program, node) ?? []).filter((text) => /\.\w{2,7}$/.test(text));
	const path = names[0] ?? /["']([^"']+\.\w{2,7})["']/.exec(spanOf(program.source, call))?.[1];
	return path === undefined ? [] : [path.slice(path.lastIndexOf("/") + 1)];
}
