// Files that a request asks for, by their names or by what people call their kind.

import type { Wish } from "../../../domain/wishes.ts";
import { FORMATS, isOpen } from "../words.ts";

const SAVE = /\b(?:save|write|export|store|output)\b|保存|存为|存成|导出|另存|写入|speicher\w*|exportier\w*/gi;

/** Names of files that the request wants written, e.g. "save as clean.parquet", "保存为 结果.xlsx". */
export function askedFiles(request: string): readonly string[] {
	const names = [...request.matchAll(SAVE)].flatMap((found) => {
		const rest = request.slice(found.index + found[0].length, found.index + found[0].length + 60);
		const name = /([^\s"'`,;，。、“”]+?\.(?:csv|tsv|parquet|xlsx|json|png|jpe?g|svg|pdf|html|txt))(?![\w])/i.exec(
			rest,
		)?.[1];
		return name === undefined ? [] : [name.replace(/^(?:为|成|到|at|as|to)/, "")];
	});
	return [...new Set(names)];
}

const NOT_READ =
	"(?<!\\b(?:read|load|open|came|comes?|is|are|uploaded|attached|exported|saved|stored|downloaded|received|shared|got|sent|kommt|kommen|liegt|liegen|habe|bekommen|(?:der|den|einen?|unser|mein) export)\\b[^.?!\\n]{0,40})";
/** Whoever does it says so, and asks nobody: `we always export`, `I have it`; `would you export` and `clean it and export` are requests. */
const TELLS =
	"(?<!\\b(?:can|could|would|will|should|may|shall|let|to|please|thank|k[aö]nn\\w*|soll\\w*)\\s)\\b(?:i|we|they|he|she|you|ich|wir)\\s+(?:(?!(?:want|need|prefer|to|and|then|please|also)\\b)\\w+\\s+)?";
/** The export is a thing, or somebody else does it: so the file came to be. */
const CAME_BEFORE = new RegExp(
	[
		"\\b(?:an?|the|(?<!\\b(?:after|do)\\s)(?:this|that)|my|our|their|latest|daily|weekly|monthly|full|raw)\\s+$",
		`${TELLS}(?:(?!want|need|prefer|like)\\w+\\s+(?:it|them|this|that|es|sie|das|ihn)\\s+)?$`,
		"\\b(?:it|that|which|system)\\s+(?!please\\b)\\w+(?:s|ed)\\s+$",
		"\\b(?:is|was|been)\\s+(?:(?!(?:and|then|please|also|to)\\b)\\w+\\s+)?$",
		"(?:从[^，。\\n]{0,8}|刚刚?才?|已经?|之前|昨天|上次|(?<![帮给替为让])我们?)$",
	].join("|"),
	"i",
);
const CAME_WITHIN = /^\p{Script=Han}{1,3}?(?:好|了|过|出来|下来)?的\s?(?:一个|一份)?\s?[a-z]/iu;
const CAME_AFTER =
	/^\s*(?:exportiert|gespeichert|hochgeladen|geschickt|bekommen|erhalten|abgelegt|geliefert)\b|^(?:し?た(?![いらり])|され|済|してあ)/i;

export function files(text: string, plain: string): readonly Wish[] {
	const named = askedFiles(text).map((name): Wish => ({ kind: "file", name, endings: [endingOf(name)], words: name }));
	const kinds = FORMATS.flatMap(({ words, endings }) => {
		const forms = [
			new RegExp(
				`\\b(?:save|export|convert|turn|change|write|download|store|put)\\b[^.?!\\n]{0,50}\\b(?<!\\b(?:from|of) )(?:as|to|into|in|an?)\\s+(?:an? )?(?:${words})\\b`,
				"gi",
			),
			new RegExp(
				`\\b(?:give|send|make|create)\\b[^.?!\\n]{0,40}\\b(?<!\\b(?:from|of) )(?:as |an? )(?:${words})(?: file| workbook| sheet)?\\b(?! (?:column|row))`,
				"gi",
			),
			new RegExp(
				`(?:导出|保存|存|转|转换|另存|输出|生成|做|下载)[^，。；\\n]{0,10}?(?:成|为|到|出)? ?(?:一个|一份)? ?(?:${words})`,
				"gi",
			),
			new RegExp(
				`\\b(?:speicher\\w*|exportier\\w*|schreib\\w*|wandle?|gib)\\b[^.?!\\n]{0,50}\\bals (?:eine? )?(?:${words})`,
				"gi",
			),
			new RegExp(`(?:${words})(?:ファイル)?(?:で|に|として)(?:保存|出力|書き出|エクスポート|変換)`, "gi"),
		];
		// What is read is mostly CSV and JSON.
		const isMade = !/csv|json/.test(words);
		if (isMade) forms.push(new RegExp(`${NOT_READ}\\b(?:as|als) (?:an? |eine? )?(?:${words})\\b`, "gi"));
		return forms
			.flatMap((form) => [...plain.matchAll(form)])
			.flatMap(({ index, 0: all }): readonly Wish[] => {
				const said = new RegExp(words, "i").exec(all)?.[0] ?? "";
				return cameSo(plain, index, all) || isOpen(plain, index, all.length)
					? []
					: [{ kind: "file", endings, words: `as ${said}` }];
			});
	});
	const told = new Set(named.map((wish) => (wish.kind === "file" ? wish.endings[0] : "")));
	const all = [
		...named,
		...kinds.filter((wish) => wish.kind !== "file" || !wish.endings.some((ending) => told.has(ending))),
	];
	return all.length > 0 ? all : anyFile(plain);
}

const MADE =
	"(?:cleaned|clean|new|updated|result(?:ing)?|final|merged|combined|corrected|fixed|dedup\\w*|filtered|converted|sorted)";
/** `give me the cleaned file`: nobody says of what kind. */
const ANY_FILE: readonly RegExp[] = [
	"\\b(?:save|export|write|put|store|download)\\b[^.?!\\n]{0,50}\\b(?:as|to|into|in) (?:an?|another|one) (?:(?:new|separate|single) )?file\\b(?!\\s+(?:later|tomorrow|afterwards)\\b)",
	`(?<=^|[.?!,;:\\n]\\s*|\\b(?:and|then|please|to|just|also|can you|could you|would you)\\s+)(?:give|send|hand|return|get) (?:me|us) (?:back )?(?:(?:the|an?) ${MADE}(?:[- ]up)? file|a file)\\b(?! (?:names?|size|type|path|format|encoding|listing|list|count)s?\\b)`,
	"(?<!\\b(?:ready|available|there|link|offered) )\\b(?:for|as a) download\\b|(?<=\\b(?:so|that|which|it)\\s(?:that\\s)?)(?:i|we) can download\\b(?! from\\b)",
	"(?<=^|[^\\p{Script=Han}]|[请再并后就您你帮])(?:给|发)我?(?:一个|一份|个|份)?(?:清洗|处理|整理|去重|合并|更新|修改|筛选|转换)(?:好|完|过|之?后)?的?文件",
	"(?<!(?:系统|财务|同事|他们?))(?:导出|输出|保存|存|写)(?:成|为|到|入|进)?(?:一个|一份|一个新的?|新的?|另一个)文件(?!里|夹|给我的|发来)",
	"(?<!\\b(?:lieg|komm|liefer|schick|bekomm)\\w*\\b[^.?!\\n]{0,30})\\bals (?:eine )?(?:neue )?datei\\b",
	"ファイル(?:に|として)(?:保存|出力|書き出)",
].map((form) => new RegExp(form, "giu"));
const ANY = [
	...["csv", "tsv", "txt", "xlsx", "xls", "xlsm", "ods", "parquet", "pq", "json", "jsonl", "ndjson", "feather"],
	...["html", "pdf", "md", "docx", "xml", "zip", "gz", "db", "sqlite", "png", "jpg", "jpeg", "svg"],
];

function anyFile(plain: string): readonly Wish[] {
	return ANY_FILE.flatMap((form) => [...plain.matchAll(form)])
		.filter(({ index, 0: all }) => !cameSo(plain, index, all) && !isOpen(plain, index, all.length))
		.slice(0, 1)
		.map(({ 0: words }): Wish => ({ kind: "file", endings: ANY, words: words.trim() }));
}

/** 刚导出的csv, `an export from SAP as csv`: that is the file that is there. */
function cameSo(plain: string, at: number, all: string): boolean {
	return (
		CAME_BEFORE.test(plain.slice(Math.max(0, at - 40), at)) ||
		CAME_WITHIN.test(all) ||
		CAME_AFTER.test(plain.slice(at + all.length))
	);
}

function endingOf(name: string): string {
	return /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}
