// Shares: the mean of true and false is no average but how many are true, `(df["status"] == "cancelled").mean()`.

import { argumentsOf, children, type Node, targetsOf, textOf } from "../../tree.ts";
import { calleeOf, literalOf, type Program } from "../program.ts";

const TRUTHS =
	/^(?:isin|isna|isnull|notna|notnull|isnan|eq|ne|gt|lt|ge|le|between|contains|startswith|endswith|match|fullmatch|duplicated|is_null|is_not_null|is_in|logical_(?:and|or|not))$/;
/** What they give has the values of what they are called on. */
const KEEPS = /^(?:astype|groupby|resample|rolling|fillna|dropna|to_numpy|reset_index|set_index|cast|alias)$/;
/** `{"yes": 1, "no": 0}` */
const ONE = "[^:{}]{1,80}:(?:0|1|True|False)";
const ONES = new RegExp(`^\\{${ONE}(?:,${ONE})*,?\\}$`);
const NUMPY = /^(?:np|numpy)$/;

/** Whether a call of mean, or the text "mean" that another call is given, stands for a share. */
export function shares(program: Program): (mean: Node) => boolean {
	const known: Known = { program, values: valuesByName(program), truths: new Map() };
	return (mean) => isShare(known, mean);
}

interface Known {
	readonly program: Program;
	/** All that a variable or a column is given. */
	readonly values: ReadonlyMap<string, readonly Node[]>;
	/** Names that were looked at, so that none is looked at twice. */
	readonly truths: Map<string, boolean>;
}

function isShare(known: Known, mean: Node): boolean {
	const { program } = known;
	if (mean.name === "CallExpression") {
		const { on } = calleeOf(program, mean);
		const isNumpy = on === undefined || NUMPY.test(textOf(program.source, on));
		return isTruth(known, isNumpy ? argumentsOf(program.source, mean)[0]?.node : on);
	}
	// `agg(rate=("late", "mean"))`, `agg({"late": "mean"})`, `["late"].agg("mean")`
	const named = literalOf(program, mean.prevSibling?.prevSibling);
	if (named !== undefined && isNamedTruth(known, named)) return true;
	for (let up = mean.parent; up !== null; up = up.parent) {
		if (up.name !== "CallExpression") continue;
		const values = argumentsOf(program.source, up).find(({ keyword }) => keyword === "values")?.node;
		return isTruth(known, values ?? calleeOf(program, up).on) || isNamedIn(known, values);
	}
	return false;
}

function isNamedIn(known: Known, values: Node | undefined): boolean {
	const name = literalOf(known.program, values);
	return name !== undefined && isNamedTruth(known, name);
}

function isTruth(known: Known, node: Node | null | undefined, deep = 0): boolean {
	if (node == null || deep > DEEPEST) return false;
	const { program } = known;
	const parts = children(node);
	const follow = (next: Node | null | undefined) => isTruth(known, next, deep + 1);
	switch (node.name) {
		case "ParenthesizedExpression":
			return follow(parts[1]);
		case "LambdaExpression":
			return follow(node.lastChild);
		case "Boolean":
			return true;
		case "UnaryExpression":
			return (
				/^(?:~|not)$/.test(textOf(program.source, parts[0] ?? null)) && (parts[0]?.name === "not" || follow(parts[1]))
			);
		case "BinaryExpression": {
			if (parts.some(({ name }) => name === "CompareOp" || name === "in")) return true;
			const isEither = /^[&|^]$/.test(textOf(program.source, parts[1] ?? null));
			return isEither && follow(parts[0]) && follow(parts[2]);
		}
		case "CallExpression": {
			const { on, name } = calleeOf(program, node);
			const [first] = argumentsOf(program.source, node);
			if (name === "where" && NUMPY.test(textOf(program.source, on ?? null))) return isOneOrNone(program, node);
			if (/^(?:map|replace)$/.test(name) && first?.node.name === "DictionaryExpression")
				return ONES.test(textOf(program.source, first.node).replace(/\s+/g, ""));
			return TRUTHS.test(name) || (KEEPS.test(name) && follow(on)) || (name === "apply" && follow(first?.node));
		}
		case "MemberExpression": {
			const key =
				literalOf(program, parts[2]) ?? (parts[1]?.name === "." ? textOf(program.source, parts[2] ?? null) : "");
			return key !== "" && isNamedTruth(known, key, deep + 1);
		}
		case "VariableName":
			return isNamedTruth(known, textOf(program.source, node), deep + 1);
		default:
			return false;
	}
}

/** `np.where(..., 1, 0)` */
function isOneOrNone({ source }: Program, call: Node): boolean {
	const [, ...values] = argumentsOf(source, call).map(({ node }) => textOf(source, node));
	return values.length === 2 && values.every((value) => /^(?:0|1|100|True|False)$/.test(value));
}

/** A variable or column that holds true or false, wherever it was given its name. */
function isNamedTruth(known: Known, name: string, deep = 0): boolean {
	const found = known.truths.get(name);
	if (found !== undefined) return found;
	known.truths.set(name, false);
	const isOne = known.values.get(name)?.some((value) => isTruth(known, value, deep)) ?? false;
	known.truths.set(name, isOne);
	return isOne;
}

const DEEPEST = 40;
/** Of one name. */
const MOST = 20;

function valuesByName(program: Program): ReadonlyMap<string, readonly Node[]> {
	const { source } = program;
	const found = new Map<string, Node[]>();
	const add = (name: string | undefined, value: Node | null) => {
		if (name === undefined || value === null) return;
		const own = found.get(name) ?? [];
		if (own.length < MOST) found.set(name, [...own, value]);
	};
	for (const node of program.nodes) {
		if (node.name === "AssignStatement") {
			for (const target of targetsOf(node)) {
				const key = target.name === "MemberExpression" ? literalOf(program, children(target)[2]) : undefined;
				add(target.name === "VariableName" ? textOf(source, target) : key, node.lastChild);
			}
		} else if (node.name === "CallExpression" && calleeOf(program, node).name === "assign") {
			for (const { keyword, node: value } of argumentsOf(source, node)) add(keyword, value);
		}
	}
	return found;
}
