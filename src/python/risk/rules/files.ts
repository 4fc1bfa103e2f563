// Rules of functions that read, write, move and open files.

import { spanOf } from "../../tree.ts";
import { allTexts, inner, isOwn, isPath, text, texts, type Value } from "../notation.ts";
import { given, keyword, pathArgument, positional, type Rule, type Ruling, reaches, reads, writes } from "./call.ts";

export const reader: Rule = (ruling) => {
	if (ruling.call.args.length === 0 && !ruling.call.spread) return [];
	const main = pathArgument(ruling);
	return [
		...given(ruling).flatMap((values) => reaches(values.filter((value) => inner(value) !== '"/'))),
		...(main === undefined ? [] : reads(main)),
		...(ruling.call.spread ? (["unparsed"] as const) : []),
	];
};

/** What is written if a name has no ending: `np.save("a")` writes a.npy. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
	["numpy.save", ".npy"],
	["numpy.savez", ".npz"],
	["numpy.savez_compressed", ".npz"],
	["savefig", ".png"],
]);

function withEnding(name: string, values: readonly Value[]): readonly Value[] {
	const ending = ENDINGS.get(name) ?? ENDINGS.get(name.slice(name.lastIndexOf(".") + 1));
	if (ending === undefined) return values;
	return [...values, ...allTexts(values).map((said) => text(said.replace(/\.+$/, "") + ending))];
}

/** `overwrite=True` of duckdb empties a folder. */
function overwrites({ call, reading }: Ruling): boolean {
	return call.args.some((arg) => arg.keyword === "overwrite" && spanOf(reading.program.source, arg.node) !== "False");
}

export const writer: Rule = (ruling) => {
	const main = pathArgument(ruling);
	if (main === undefined) return ruling.call.spread ? ["unparsed"] : [];
	const others = given(ruling).flatMap((values) => values.filter((value) => /^\[*["~](?!(made|data)$)/.test(value)));
	return [
		...writes(withEnding(ruling.name, main), ruling.context),
		...(overwrites(ruling) ? (["overwrites"] as const) : []),
		...writes(others.length === 0 ? ["~number"] : others, ruling.context).filter((label) => label !== "unparsed"),
		...(ruling.call.spread ? (["unparsed"] as const) : []),
	];
};

export const copier: Rule = (ruling) => {
	const [source = [], target = []] = positional(ruling);
	return ruling.call.spread
		? ["unparsed"]
		: [...reads(keyword(ruling, "src") ?? source), ...writes(keyword(ruling, "dst") ?? target, ruling.context)];
};

/** Reads or writes, depending on its mode. */
export const opener: Rule = (ruling) => {
	if (ruling.call.spread) return ["unparsed"];
	const plain = positional(ruling);
	const on = ruling.call.method?.on ?? [];
	const isMethod = ruling.name === "open" && ruling.call.method !== undefined && !on.every((value) => isPath(value));
	if (isMethod && on.every((value) => value === "~zip"))
		return plain.length > 1 || ruling.call.args.some((arg) => arg.keyword === "mode") ? ["unparsed"] : [];
	if (isMethod && !on.every((value) => value.startsWith("~path") || value === "~entry")) return ["unparsed"];
	const file = isMethod ? on : (keyword(ruling, "file") ?? keyword(ruling, "filename") ?? plain[0] ?? []);
	const mode = keyword(ruling, "mode") ?? plain[isMethod ? 0 : 1];
	if (file.some((value) => value === "~number")) return ["unparsed"];
	if (mode === undefined) return reads(file);
	const modes = texts(mode);
	if (modes.length !== mode.length || modes.some((one) => !/^[rbtwax+U]+$/.test(one))) return ["unparsed"];
	return modes.every((one) => !/[wax+]/.test(one)) ? reads(file) : writes(file, ruling.context);
};

export const archive: Rule = (ruling) => {
	const mode = keyword(ruling, "mode") ?? positional(ruling)[1];
	return mode === undefined || mode.every((value) => value === '"r') ? reader(ruling) : writer(ruling);
};

export const extract: Rule = (ruling) => {
	const on = ruling.call.method?.on ?? [];
	if (on.some((value) => isPath(value) && value.startsWith("zipfile."))) return ["unparsed"];
	if (!on.some((value) => value === "~zip" || value.startsWith("?"))) return [];
	if (!on.includes("~zip"))
		return ruling.call.args.length === 1 && positional(ruling)[0]?.every((value) => value.startsWith('"')) === true
			? []
			: ["unparsed"];
	const folder = keyword(ruling, "path") ?? positional(ruling)[ruling.name === "extract" ? 1 : 0] ?? [];
	const labels = writes(folder, ruling.context);
	return folder.some((value) => /^"(\.?\/?|\/workspace\/?)$/.test(value)) ? ["unparsed"] : labels;
};

export const loadArray: Rule = (ruling) => {
	const others = ruling.call.args.filter(({ keyword }) => keyword !== "allow_pickle" && keyword !== "");
	const isPlain = positional(ruling).length <= 1 && others.every(({ keyword }) => keyword === "file");
	return isPlain ? reader(ruling) : [...reader(ruling), "unparsed"];
};

/** An instance of a class of these programs that inherits the method. */
function isForeign({ reading, name }: Ruling, value: Value): boolean {
	return isOwn(value) && !reading.scope.attributes.has(name);
}

/** Of a path it moves a file; of a text or a table it does not. */
export const moves: Rule = (ruling) => {
	const on = ruling.call.method?.on ?? [];
	if (on.some((value) => value.startsWith("~path") || value === "~entry")) return ["overwrites"];
	const isOne =
		ruling.call.args.length === 1 &&
		ruling.call.args[0]?.keyword === "" &&
		!/^(Dict|Lambda)/.test(ruling.call.args[0].node.name);
	const mayBePath =
		ruling.context.paths && (on.length === 0 || on.some((value) => value.startsWith("?") || isForeign(ruling, value)));
	const isClass = on.some((value) => isPath(value) && !/^(str|pandas|polars|bytes)(\.|$)/.test(value));
	return isClass || (mayBePath && (isOne || ruling.call.spread)) ? ["unparsed"] : [];
};

export const puts: Rule = (ruling) => {
	const on = ruling.call.method?.on ?? [];
	if (
		on.length > 0 &&
		on.every((value) => value === "~file" || value === "~zip" || /^~?#/.test(value) || value.startsWith("sys."))
	)
		return [];
	return pathArgument(ruling) === undefined ? ["unparsed"] : writer(ruling);
};

export const putsWhole: Rule = (ruling) => {
	const on = ruling.call.method?.on ?? [];
	return on.some((value) => value === "pathlib.Path") ? ["unparsed"] : writes(on, ruling.context);
};

export const readsWhole: Rule = (ruling) => {
	const on = (ruling.call.method?.on ?? []).filter(
		(value) => value.startsWith("~path") || value === "~entry" || isForeign(ruling, value),
	);
	return on.length === 0 ? [] : [...reads(on), ...positional(ruling).flatMap((values) => reaches(values))];
};

export const joinsPath: Rule = (ruling) => positional(ruling).flatMap((values) => reaches(values));

export const logs: Rule = (ruling) => {
	const file = keyword(ruling, "filename");
	return file === undefined
		? ruling.call.spread || keyword(ruling, "handlers") !== undefined
			? ["unparsed"]
			: []
		: writes(file, ruling.context);
};

/** A plot in TeX's format starts TeX. */
export const draws: Rule = (ruling) => {
	const said = ruling.call.args.flatMap(({ node }) => texts(ruling.call.valuesOf(node)));
	return [...writer(ruling), ...(said.some((one) => /(^|\.)pgf$/i.test(one)) ? (["subprocess"] as const) : [])];
};
