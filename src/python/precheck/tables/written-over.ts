// Columns of the file that are written over with what is made of others, `df["balance"] = df["amount"].cumsum()`: what stands in the file is lost.

import { children, nodesOf, spanOf, targetsOf, textOf } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import type { Frames } from "../frames.ts";
import { literalOf, type Program } from "../program.ts";

/** Other values are asked for. */
const ASKED =
	/(?<!\p{L})(?:re-?calculat|calculat|re-?comput|comput|overwrit|replac|correct|convert|updat|chang|set|fix|fill|adjust|increas|decreas|rais|reduc|would|if|assum|multipl|times|after|net|match|verif|check|rank|discount|ersetz|korrigier|änder|veränder|erhöh|senk|steig|umrechn|berechn|füll|wäre|würde|wenn|angenommen|multiplizier|nach abzug|prüf|rang)|重新|重算|计算|覆盖|替换|修改|更正|换算|调整|填充|涨|提高|降低|如果|假设|乘|匹配|核对|检查|排名|打折|折后|上書き|置き換|変更|修正|換算|計算|値上げ|もし|掛け|照合|確認|順位/iu;
/** Parts of dates are the same again. */
const OF_DATES = /\.dt\b|strftime|to_period|to_datetime|Timestamp|date/i;

export function checkWrittenOver(program: Program, frames: Frames, request: string): CheckResult {
	const { source, nodes } = program;
	if (ASKED.test(request)) return { edits: [], faults: [] };
	const faults = nodes.flatMap((node): Fault[] => {
		const [target, more] = node.name === "AssignStatement" ? targetsOf(node) : [];
		const [table, bracket, key] = target?.name === "MemberExpression" ? children(target) : [];
		const column = bracket?.name === "[" ? literalOf(program, key) : undefined;
		const value = node.lastChild;
		if (column === undefined || more !== undefined || value === null || value === undefined) return [];
		const frame = frames.of(program, table);
		const profile = frame?.profiles.find(({ name }) => name === column);
		const isNumber = profile !== undefined && (/^(?:int|float)$/.test(profile.type) || profile.range !== undefined);
		const read = nodesOf(value).flatMap(
			(one) => literalOf(program, one) ?? (one.name === "PropertyName" ? textOf(source, one) : []),
		);
		const isNumeric = (name: string) =>
			frame?.numbers.includes(name) === true ||
			frame?.profiles.some((one) => one.name === name && one.type === "text" && one.range !== undefined) === true;
		if (
			!isNumber ||
			OF_DATES.test(spanOf(source, value)) ||
			/date/.test(profile.type) ||
			read.includes(column) ||
			!read.some(isNumeric)
		)
			return [];
		const what = `'${shown(column)}' is in the file, and this writes over it: read it as it is, or give what is made here another name`;
		return [{ at: node.from, what }];
	});
	return { edits: [], faults };
}
