// Values that a column never has, `df[df["size"] == "5"]` of `5"`: the one that is meant is taken where no other can be, and one of another column is said.

import type { ColumnProfile } from "../../../core/domain.ts";
import type { KnownFile } from "../../../core/ports.ts";
import { children, spanOf } from "../../tree.ts";
import { type CheckResult, shown } from "../edits.ts";
import type { Frames } from "../frames.ts";
import { literalOf, type Program } from "../program.ts";
import { isWritten, profilesOf } from "./values.ts";

export function checkAbsentValues(
	program: Program,
	earlier: readonly Program[],
	{
		files,
		frames,
		request,
	}: { readonly files: readonly KnownFile[]; readonly frames: Frames; readonly request: string },
): CheckResult {
	const found = program.nodes.map((node): CheckResult => {
		const none: CheckResult = { edits: [], faults: [] };
		const [left, sign, right] = node.name === "BinaryExpression" ? children(node) : [];
		const [table, bracket, key] = left?.name === "MemberExpression" ? children(left) : [];
		const [column, value] = [bracket?.name === "[" ? literalOf(program, key) : undefined, literalOf(program, right)];
		if (!/^[=!]=$/.test(sign === undefined ? "" : spanOf(program.source, sign))) return none;
		if (column === undefined || value === undefined || right === undefined) return none;
		if (isWritten([program, ...earlier], column)) return none;
		const [profile, more] = profilesOf(files, column);
		if (profile?.type !== "text" || profile.range !== undefined || more !== undefined) return none;
		if (profile.samples.includes(value) || value.trim() === "") return none;
		const isOfFile = frames.of(program, table)?.profiles.includes(profile) === true;
		const isSampled = files.some((one) => one.profile?.sampled !== undefined && one.profile.columns?.includes(profile));
		const isEqual = sign !== undefined && spanOf(program.source, sign) === "==";
		const [meant, others] =
			isOfFile && !isSampled && isWhole(profile) ? meantIn(program, profile, value, isEqual ? request : "") : [];
		if (meant !== undefined && others === undefined) {
			const said = `Compared \`${shown(column)}\` with \`${shown(meant)}\`: it never is \`${shown(value)}\`.`;
			return { edits: [{ from: right.from, to: right.to, text: JSON.stringify(meant), said }], faults: [] };
		}
		const holders = holdersOf(files, profile, value);
		const asked = holders.filter((name) => request.toLowerCase().includes(name.toLowerCase()));
		const [holder, ...rest] = asked.length > 0 ? asked : holders;
		if (holder === undefined || rest.length > 1) return none;
		const like = shown(profile.samples[0] ?? "");
		const named = [holder, ...rest].map(shown).join("' or '");
		const what = `'${shown(column)}' holds values like '${like}', and '${shown(value)}' is one of '${named}': compare that column`;
		return { edits: [], faults: [{ at: node.from, what }] };
	});
	return { edits: found.flatMap(({ edits }) => edits), faults: found.flatMap(({ faults }) => faults) };
}

/** All its values are on the card, as they stand in the file. */
function isWhole({ distinct, samples, notes = [] }: ColumnProfile): boolean {
	const isAsItIs = samples.every((value) => /^[^…\\\p{Cc}\p{Cf}]+$/u.test(value)) && notes.length === 0;
	return isAsItIs && distinct !== undefined && distinct <= samples.length;
}

/** The same but for case, width, spaces and quotes, or else the one that the request names. What it names as the program writes it is meant so. */
function meantIn(program: Program, { samples }: ColumnProfile, value: string, request: string): readonly string[] {
	const bare = (text: string) =>
		text
			.normalize("NFKC")
			.toLowerCase()
			.replaceAll(/[\s_"'“”„‘’`]/g, "");
	if (bare(value) === "") return [];
	const same = samples.filter((one) => bare(one) === bare(value));
	if (same.length > 0) return same;
	if (NOTHING.test(value.trim()) || NEGATED.test(request) || saysWord(request, value)) return [];
	const named = samples.filter((one) => one.length > 1 && saysWord(request, one));
	const isWritten = named.some((one) => program.nodes.some((node) => literalOf(program, node) === one));
	return isWritten ? [] : named;
}

const NOTHING = /^(?:unknown|nan|none|n\/a|null|nil|missing|empty|other|unbekannt|未知|其他|不明|その他)$/i;
const NEGATED = /\b(?:not|no|never|without|except|other than|nicht|kein\w*|nie|ohne|außer)\b|未|不|没|非|除|ない|以外/i;

function saysWord(request: string, word: string): boolean {
	const isLatin = /^\p{Script=Latin}|\p{Script=Latin}$/u.test(word);
	const edge = isLatin ? ["(?<![\\p{L}\\p{N}])", "(?![\\p{L}\\p{N}])"] : ["", ""];
	return new RegExp(`${edge[0]}${RegExp.escape(word)}${edge[1]}`, "iu").test(request);
}

const CODE = /^[\p{Lu}\d_-]{1,6}$/u;

/** Columns of the same file that have this code, where the values of `own` are no codes. */
function holdersOf(files: readonly KnownFile[], own: ColumnProfile, value: string): readonly string[] {
	if (own.samples.length === 0 || !CODE.test(value) || own.samples.some((one) => CODE.test(one))) return [];
	const file = files.find(({ profile }) => profile?.columns?.includes(own));
	const columns = file?.profile?.columns ?? [];
	return columns.filter(({ samples }) => samples.includes(value)).map(({ name }) => name);
}
