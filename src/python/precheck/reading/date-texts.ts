// Dates that are looked for as text: `df["day"].str.contains("03")` finds days and years, too, and `"2024-03"` is in no `31/03/2024`.

import type { ColumnProfile } from "../../../core/domain.ts";
import { argumentsOf, children, type Node, textOf } from "../../tree.ts";
import { type CheckResult, type Fault, shown } from "../edits.ts";
import type { Frames } from "../frames.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";

const LOOKS_FOR = /^(contains|startswith|endswith|match|fullmatch)$/;
const CURE = /: (pd\.to_datetime\(.*\))$/;

export function checkDateTexts(program: Program, frames: Frames): CheckResult {
	const faults = program.nodes.flatMap((node): Fault[] => {
		if (node.name !== "CallExpression") return [];
		const { on, name } = calleeOf(program, node);
		const [column, dot, str] = children(on ?? null);
		if (!LOOKS_FOR.test(name) || dot?.name !== "." || textOf(program.source, str ?? null) !== "str") return [];
		const dates = columnOf(program, frames, column);
		const wanted = literalOf(program, argumentsOf(program.source, node)[0]?.node);
		if (dates === undefined || wanted === undefined || !/\d/.test(wanted) || isFound(dates, wanted, name)) return [];
		const like = dates.range?.[1] ?? dates.samples[0] ?? "";
		const cure = dates.notes?.map((note) => CURE.exec(note)?.[1]).find((code) => code !== undefined);
		const instead = cure === undefined ? "turn it into dates first" : `turn it into dates first, with ${cure}`;
		return [
			{
				at: node.from,
				what: `'${shown(wanted)}' is looked for in ${shown(dates.name)}, whose dates are text like '${shown(like)}': ${instead}, then compare .dt.month or .dt.year`,
			},
		];
	});
	return { edits: [], faults };
}

function columnOf(program: Program, frames: Frames, node: Node | undefined): ColumnProfile | undefined {
	const [base, bracket, key] = children(node ?? null);
	if (node?.name !== "MemberExpression" || bracket?.name !== "[") return undefined;
	const name = literalOf(program, key);
	const found = frames.of(program, base)?.profiles.find((column) => column.name === name);
	return found?.type === "date" && isText(program, name ?? "") ? found : undefined;
}

/** Nothing in the program turns it into anything else. */
function isText({ source }: Program, column: string): boolean {
	const name = column.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	return !new RegExp(`["']${name}["']\\]\\s*=[^=]|parse_dates|strftime`).test(source);
}

/** Whether it stands where it says, and nowhere else: two digits may be a day, a month or a year, and so may `03/`. */
function isFound({ range = ["", ""], samples }: ColumnProfile, wanted: string, how: string): boolean {
	const shape = (text: string) => text.replaceAll(/\d/g, "0");
	const texts = [...range, ...samples].filter((text) => text !== "").map(shape);
	const bare = shape(wanted.replaceAll(/^\^|\$$|\\/g, ""));
	if (texts.length === 0 || /[^\d/.:\-\sT年月日]/.test(bare)) return true;
	if (/^(startswith|match|fullmatch)$/.test(how)) return texts.some((text) => text.startsWith(bare));
	if (how === "endswith") return texts.some((text) => text.endsWith(bare));
	return bare.length > 2 && texts.some((text) => placesOf(text, bare) === 1);
}

function placesOf(text: string, part: string): number {
	return Array.from(text).filter((_, at) => text.startsWith(part, at)).length;
}
