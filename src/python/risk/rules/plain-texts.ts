// Texts that are code or names (pandas expressions, names of methods, templates, settings of matplotlib): plain ones only compute.

import { labelOfAttribute } from "../known/labelled-names.ts";
import { isAttribute, RULED } from "../known.ts";
import { DATA, HOLE, isUnsure, MADE } from "../notation.ts";

/** A text that pandas evaluates: columns, numbers, comparisons, `@name`, and known methods of columns. */
export function isPlainExpression(said: string): boolean {
	if (said.includes(MADE) || said.includes(DATA) || said.includes("__") || /@\s*\w+\s*[.([]/.test(said)) return false;
	if (said.trim() === HOLE) return false;
	const calls = [...said.matchAll(/([\w.@`\])]*)\s*\(/g)].map(([, name = ""]) => name.split(".").at(-1) ?? "");
	return calls.every(
		(name) =>
			name === "" ||
			/^(and|or|not|in|sin|cos|exp|log|sqrt|abs)$/.test(name) ||
			(isAttribute(name) && !RULED.has(name) && name !== "pipe"),
	);
}

/** A text that names a method: `agg("mean")`. */
export function namesPlainMethod(said: string): boolean {
	if (isUnsure(said)) return false;
	return (
		!said.startsWith("_") &&
		!RULED.has(said) &&
		labelOfAttribute(said) === undefined &&
		!/^to_|^write|^sink_/.test(said)
	);
}

/** `{0.name}` reads attributes; those that begin with an underscore lead everywhere. */
export function isPlainTemplate(said: string): boolean {
	return !said.includes(MADE) && !/\{[^{}]*(\._|\[_|__)/.test(said);
}

const FAMILIES =
	/^(figure|font|axes|axes3d|lines|patch|text|legend|grid|xtick|ytick|xaxis|yaxis|image|savefig|scatter|hist|boxplot|errorbar|contour|hatch|mathtext|pcolor|path|polaraxes|date\.(autoformatter|epoch|interval_multiples)|svg\.fonttype|pdf\.fonttype|ps\.fonttype|agg|interactive|markers|errorbar)(\.|$)/;

/** Settings of matplotlib that only change how a plot looks. */
export function isPlainSetting(key: string): boolean {
	return (
		FAMILIES.test(key) &&
		!/usetex|latex|preamble|directory|backend|converter|toolbar|hooks|datapath/.test(key) &&
		key !== "savefig.format"
	);
}
