// Unavailable calls and imports, which cannot work in the Sandbox: installing, a window, somebody to type, the network, packages that are not there.

import { argumentsOf, type Node, spanOf, textOf } from "../tree.ts";
import { type CheckResult, type Edit, type Fault, shown } from "./edits.ts";
import { ABSENT, INSTALLED } from "./environment.ts";
import { boundNames } from "./names.ts";
import { notebook, withoutLine } from "./notebook-lines.ts";
import { calleeOf, literalOf, type Program, within } from "./program.ts";

const WINDOWS = /^((Tk|Qt[456]?|GTK[34]?|Wx|WX)(Agg|Cairo)?|MacOSX|macosx|nbAgg|WebAgg|notebook|widget)$/i;
const PIP = /\bpip3?["',\s]+install\b/;
/** Options of `pip install` that take no word after them. */
const OPTION = /^-(-?(quiet|upgrade|user|q|U|qq|qU|Uq|no-cache-dir|break-system-packages))$/;
const NET =
	/^(requests|httpx)\.(get|post|put|patch|delete|head|request|Session|Client)$|^(urllib\.request\.|request\.)?(urlopen|urlretrieve)$|^(yf|yfinance)\.\w+$/;
const FETCHES =
	/^(fetch_(california_housing|openml|20newsgroups\w*|covtype|kddcup99|lfw_\w+|olivetti_faces|rcv1|species_distributions))$/;
const READS = /^(read_(csv|excel|json|parquet|html|table|xml|feather)|scan_(csv|parquet))$/;

export function checkUnavailable(program: Program, earlier: readonly Program[]): CheckResult {
	const bound = new Set([program, ...earlier].flatMap(boundNames));
	const edits: Edit[] = [];
	const faults: Fault[] = [];
	for (const magic of program.magics) take(install(program, magic.from, magic.text) ?? notebook(program, magic));
	for (const node of program.nodes) {
		if (node.name === "ImportStatement") for (const found of absent(program, node)) take(found);
		if (node.name !== "CallExpression") continue;
		const callee = textOf(program.source, node.firstChild).replaceAll(/\s/g, "");
		const { name, on } = calleeOf(program, node);
		if (/^(subprocess\.\w+|os\.(system|popen)|check_call|check_output|run|Popen|system|pip\.main)$/.test(callee)) {
			take(install(program, node.from, spanOf(program.source, node)));
		} else if (/^(use|switch_backend)$/.test(name) && on !== undefined) {
			edits.push(...backend(program, node));
		} else if (callee === "input" && !bound.has("input")) {
			faults.push({
				at: node.from,
				what: "input() cannot work, since nobody can type while the program runs; take the values from the request",
			});
		} else if (
			NET.test(callee) ||
			callee === "sns.load_dataset" ||
			FETCHES.test(name) ||
			readsUrl(program, node, name)
		) {
			faults.push({
				at: node.from,
				what: `\`${shown(callee)}\` cannot work, since there is no network; use the files that are there`,
			});
		} else if (name === "to_markdown") {
			faults.push({
				at: node.from,
				what: "to_markdown() needs the package tabulate, which is not installed; use to_string()",
			});
		}
	}
	return { edits, faults };

	function take(found: Edit | Fault | undefined): void {
		if (found === undefined) return;
		if ("what" in found) faults.push(found);
		else edits.push(found);
	}
}

function readsUrl(program: Program, node: Node, name: string): boolean {
	const first = argumentsOf(program.source, node)[0]?.node;
	return READS.test(name) && /^(https?|ftp|s3|gs):\/\//i.test(literalOf(program, first) ?? "");
}

/** `text` is a command for the shell, or a call that starts one. */
function install(program: Program, at: number, text: string): Edit | Fault | undefined {
	if (!PIP.test(text)) return undefined;
	const words = (/install\b([\s\S]*)$/.exec(text)?.[1] ?? "").split(/[\s,"'()[\]]+/).filter((word) => word !== "");
	const options = words.filter((word) => word.startsWith("-"));
	// Other words are arguments of the call that starts the shell, or of the shell.
	const packages = words.filter((word) => !word.startsWith("-") && !/^(\w+=(?!=).*|>|2>&1|\|)$/.test(word));
	const names = packages.map((word) => (/^[\w.-]+/.exec(word)?.[0] ?? "").toLowerCase().replaceAll(/[_.]/g, "-"));
	const missing = names.filter((name) => !INSTALLED.has(name));
	if (names.length > 0 && missing.length === 0 && options.every((option) => OPTION.test(option))) {
		return withoutLine(program, at, `Left out installing ${packages.map(shown).join(", ")}: it is there already.`);
	}
	const what = missing.filter((name) => name !== "").map((name) => `${shown(name)}${cure(name)}`);
	return {
		at,
		what: `nothing can be installed, since there is no network${what.length === 0 ? "" : `: ${what.join(", ")}`}`,
	};
}

function cure(name: string): string {
	return Object.hasOwn(ABSENT, name) ? ` (${ABSENT[name]})` : "";
}

/** `matplotlib.use("TkAgg")` would open windows; without it figures are collected. */
function backend(program: Program, node: Node): Edit[] {
	const [first] = argumentsOf(program.source, node);
	const name = literalOf(program, first?.node) ?? "";
	const on = textOf(program.source, node.firstChild?.firstChild ?? null);
	if (!/^(matplotlib|mpl|plt|matplotlib\.pyplot)$/.test(on) || !WINDOWS.test(name)) return [];
	const edit = withoutLine(
		program,
		node.from,
		`Left out \`${shown(spanOf(program.source, node))}\`: charts are posted, not opened in a window.`,
	);
	return edit === undefined ? [] : [edit];
}

/** Imports of packages that are not there, unless a `try` shows that the program can do without them; an import that nothing uses is left out. */
function absent(program: Program, node: Node): (Edit | Fault)[] {
	if (within(node, ({ name }) => name === "TryStatement")) return [];
	const text = spanOf(program.source, node);
	const from = /^from\s+(\w+)/.exec(text)?.[1];
	const parts = text.replace(/^(from\s+\S+\s+)?import\s+/, "").split(",");
	const modules = from !== undefined ? [from] : parts.map((part) => /^\s*(\w+)/.exec(part)?.[1] ?? "");
	const missing = modules.filter((module) => Object.hasOwn(ABSENT, module));
	if (missing.length === 0) return [];
	const names = parts.map((part) => /(\w+)\s*\)?\s*$/.exec(part.replace(/\.\S*$/, ""))?.[1]);
	const isUsed = (name: string | undefined) =>
		name === undefined ||
		program.nodes.some(
			(one) =>
				one.name === "VariableName" && one.parent?.name !== "ImportStatement" && textOf(program.source, one) === name,
		);
	const edit = names.some(isUsed)
		? undefined
		: withoutLine(program, node.from, `Left out \`${shown(text)}\`: it is not installed, and nothing uses it.`);
	if (edit !== undefined) return [edit];
	return missing.map((module) => ({
		at: node.from,
		what: `the package ${module} is not installed and cannot be; ${ABSENT[module]}`,
	}));
}
