// Ambiguity of a request: two columns of the card, or two ways to read its dates, that fit equally. Silent when in doubt; no model is asked.

import type { ColumnProfile, FileProfile, Reading } from "../domain.ts";
import type { Texts } from "../locales.ts";
import { clip, oneLine } from "../text.ts";
import { nameWords, parts } from "./column-words.ts";

/** What the request may mean, the likelier first. */
export interface Ambiguity {
	readonly text: string;
	readonly readings: readonly Omit<Reading, "token">[];
}

/** `known` is whatever else tells: what was said before, the programs that ran. A column that is named there is the one that is meant. */
export function ambiguity(
	request: string,
	{ tables, known, texts }: { readonly tables: readonly FileProfile[]; readonly known: string; readonly texts: Texts },
): Ambiguity | undefined {
	if (COMPARES.test(request)) return undefined;
	const columns = tables.map(({ columns: all = [] }) => all.filter(isWhole));
	const isTimed = TIME.test(request);
	const dates = isTimed ? onlyOne(columns.map(rivalDates)) : undefined;
	const amounts = onlyOne(columns.map((all) => rivalAmounts(request, all)));
	for (const rivals of [dates, amounts]) {
		if (rivals === undefined || rivals.length < 2 || isNamed(`${request}\n${known}`, rivals)) continue;
		return between(rivals === dates ? "date" : "column", rivals, texts);
	}
	return isTimed && !known.includes("dayfirst") ? dateOrder(request, columns.flat(), texts) : undefined;
}

/** The request is about several at once. */
const COMPARES =
	/\b(compare|comparison|versus|vs|differences?|between .* and|both|each column|all columns|correlat\w+|relationship|delay|duration|how long|lead time|vergleich\w*|unterschied\w*|beide|dauer)\b|比较|对比|差异|两个|间隔|天数|時間差|比較|両方|差/i;

const PERIOD = "dates?|days?|weeks?|months?|quarters?|years?";
const PERIODEN = "datum|tag(?:en)?|wochen?|monat(?:en)?|quartal(?:en)?|jahr(?:en)?";
const MONTHS =
	"jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sep(?:t|tember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?";
/** Asks for periods, or for one of them. */
const TIME = new RegExp(
	[
		`\\b(?:by|per|each|every|over|a|last|this) (?:${PERIOD})\\b`,
		"\\b(?:daily|weekly|monthly|quarterly|yearly|annual|annually|over time|timeline|trend)\\b",
		`\\b(?:in|for|since|during|im|in|seit) (?:q[1-4]|${MONTHS}|(?:19|20)\\d\\d)\\b`,
		`\\b(?:pro|je|nach|jede[nrms]?) (?:${PERIODEN})\\b`,
		"\\b(?:täglich|wöchentlich|monatlich|jährlich|zeitverlauf|tagesweise|monatsweise)",
		"[按每各](?:个)?(?:日期|天|日|周|星期|月|季|年)|月度|季度|年度|逐[日月年]|趋势|走势|(?:19|20)\\d\\d年|\\d{1,2}月",
		"[日月週年](?:別|ごと|毎)|毎[日月週年]|四半期|推移",
	].join("|"),
	"i",
);

/** A shortened name is not the name of a column. */
function isWhole({ name }: ColumnProfile): boolean {
	return name.trim() !== "" && !name.endsWith("…") && name.length < 80;
}

/** Several tables: only one of them may be meant. */
function onlyOne(found: readonly (readonly ColumnProfile[])[]): readonly ColumnProfile[] | undefined {
	const some = found.filter((rivals) => rivals.length > 0);
	return some.length === 1 ? some[0] : undefined;
}

/** Dates of a thing, beside the one that counts. */
const ASIDE =
	/birth|dob\b|geburt|updat|modif|chang|last|expir|valid|\bdue|hire|creat|insert|import|sync|load|geändert|erstellt|fällig|生日|出生|更新|修改|创建|录入|到期|生年|作成|期限/i;
const ENDS =
	/\b(end|ends|ended|stop|stopped|finish\w*|drop ?off|dropoff|return\w*|until|closed|ende|bis)\b|结束|归还|終了|返却/i;
const PLAIN = /^(the)?(date|datum|day|month|time|timestamp|datetime|日期|日付|日|时间|月份|年月|日時)$/;

function rivalDates(columns: readonly ColumnProfile[]): readonly ColumnProfile[] {
	const dates = columns.filter(({ type }) => type === "date");
	if (dates.some(({ name }) => PLAIN.test(nameWords(name).join("")))) return dates.slice(0, 1);
	const main = dates.filter(({ name }) => !ASIDE.test(name) && !ENDS.test(nameWords(name).join(" ")));
	return main.length > 3 ? [] : main;
}

/** Words for what something is worth; a pair that differs by tax is one of them, whatever it is called. */
const MONEY =
	/\b(amount|revenue|sales|turnover|income|spend|spending|total|betrag|umsatz|erlös\w*|summe)\b|金额|金額|销售额|收入|营业额|売上|合計/i;
const TAX = [
	["net", "gross"],
	["netto", "brutto"],
	["excl", "incl"],
	["不含税", "含税"],
	["未税", "含税"],
	["税抜", "税込"],
] as const;
/** What stands beside a head in columns that belong together: years, places in a row. */
const SERIES = /^(\d+|q[1-4]|h[12]|[a-z])$/;
const NO_MEASURE =
	/^(id|no|nr|number|code|years?|months?|weeks?|days?|hours?|minutes?|date|time|lat|lon|name|count|index|jahre?|monate?|wochen?|tage?|stunden?|minuten?|anzahl|编号|号|年|月|日|天|天数|小时|数|数量|件数|日数|時間)$/i;
/** Nobody adds up what things are told apart by. */
const KEY = /^(?:ids?|no|nr|num|number|code|key|sku)$|(?:编号|号码|号|番号|コード)$/i;
/** How a figure is made of others; as the first word of two names it is nothing that they both are. */
const MADE_OF = /^(total|sum|avg|average|mean|max|min|net|gesamt|summe|总|合计|平均|合計)$/i;
/** What may stand before the word without making something else of it, as `cancellation` does before `rate`. */
const PLAIN_BEFORE =
	/(?:^|[^\p{L}\s]|\b(?:the|an?|our|my|your|their|its|this|that|all|any|each|every|total|overall|whole|average|avg|mean|median|sum|max(?:imum)?|min(?:imum)?|highest|lowest|largest|smallest|most|least|best|worst|top|of|in|by|per|for|with|and|or|vs|to|from|on|much|many|what|whats|which|show|give|me|plot|draw|chart|calculate|compute|compare|list|find|get|sort|sum|add|is|are|was|were|annual|monthly|weekly|daily|yearly|quarterly|gross|more|less|higher|lower|der|die|das|den|dem|ein\w*|unser\w*|gesamt\w*|mittlere\w*|durchschnittliche\w*|höchste\w*|summe|pro|je|nach|von|und|im|zeig\w*|wie|viel\w*|hoch|monatliche\w*))\s*["'“\x60]?$/iu;

/** Two columns of numbers with a word in common that the request has, and no column that is called just so. */
function rivalAmounts(request: string, columns: readonly ColumnProfile[]): readonly ColumnProfile[] {
	const numbers = columns.filter(
		({ name, type, range }) =>
			(/^(int|float)$/.test(type) || (type === "text" && range)) && !KEY.test(nameWords(name).at(-1) ?? ""),
	);
	const pairs = numbers.flatMap((one, at) =>
		numbers.slice(at + 1).flatMap((other) => {
			const { head, own } = parts([one.name, other.name], (word) => hasWord(request, word));
			const isSeries = own.some((words) => words.length === 0 || words.every((word) => SERIES.test(word)));
			const isFirst = [one, other].every(({ name }) => nameWords(name)[0] === head);
			const isNone = head === "" || isSeries || NO_MEASURE.test(head) || (isFirst && MADE_OF.test(head));
			return isNone ? [] : [{ head, own, pair: [one, other] }];
		}),
	);
	const isTaxed = (own: readonly (readonly string[])[]) =>
		TAX.some((pair) => pair.every((word) => own.some((words) => words.join("").startsWith(word))));
	const said = pairs.filter(({ head, own }) => isMeant(request, head) || (isTaxed(own) && MONEY.test(request)));
	const [only, more] = said;
	const isExact = said.some(({ head }) => numbers.some(({ name }) => nameWords(name).join(" ") === head));
	return only === undefined || more !== undefined || isExact ? [] : only.pair;
}

/** The word is there, and stands for itself: `cancellation rate` is no rate of tax. */
function isMeant(request: string, word: string): boolean {
	if (!/^[\x20-\x7eäöüß]+$/.test(word)) return hasWord(request, word);
	const text = request.toLowerCase();
	return placesOf(text, word).some((at) => PLAIN_BEFORE.test(text.slice(Math.max(0, at - 30), at)));
}

/** As a word of its own, also in the plural; in Chinese and Japanese anywhere. */
function hasWord(request: string, word: string): boolean {
	const text = request.toLowerCase();
	if (!/^[\x20-\x7eäöüß]+$/.test(word)) return text.includes(word);
	return placesOf(text, word).length > 0;
}

function placesOf(text: string, word: string): readonly number[] {
	const form = `(?<![\\p{L}\\p{N}])${RegExp.escape(word)}(?:s|es|e|en)?(?![\\p{L}\\p{N}])`;
	return [...text.matchAll(new RegExp(form, "gu"))].map(({ index }) => index);
}

/** Names say what was done, and questions ask what to do: `Spent`, "how much did we spend". */
const ASKED = new Map([
	["spent", "spend"],
	["sold", "sell"],
	["paid", "pay"],
	["bought", "buy"],
	["lost", "lose"],
	["sent", "send"],
	["made", "make"],
	["given", "give"],
	["taken", "take"],
	["grown", "grow"],
]);

/** Whether a word tells one of them from the others. */
function isNamed(text: string, rivals: readonly ColumnProfile[]): boolean {
	const said = text.toLowerCase();
	const words = said.split(/[^\p{L}\p{N}]+/u);
	const names = rivals.map(({ name }) => name);
	if (names.some((name) => said.includes(name.toLowerCase()))) return true;
	const asHead = parts(names, (head) => hasWord(text, head));
	const { own } = asHead.head === "" ? parts(names) : asHead;
	return own.some((some) =>
		some.some((word) => {
			if (/[^\x20-\x7eäöüß]/.test(word)) return said.includes(word);
			const stem = ASKED.get(word) ?? (word.length > 5 ? word.slice(0, -2) : word);
			return (
				word.length > 2 &&
				words.some((one) => one === word || one === stem || (stem.length > 3 && one.startsWith(stem)))
			);
		}),
	);
}

function between(what: "date" | "column", rivals: readonly ColumnProfile[], { question }: Texts): Ambiguity {
	const names = rivals.map(({ name }) => name);
	const labels = names.map((name) => clip(oneLine(name.trim()), { chars: 40, head: 1 }));
	const single = names.map((name, at) => ({
		label: labels[at] ?? name,
		line: `Use the column ${JSON.stringify(name)}${what === "date" ? " for dates" : ""}.`,
		names: [name],
		against: names.filter((other) => other !== name),
	}));
	const all = {
		label: names.length === 2 ? question.both : question.all,
		line: `Give it by each of ${names.map((name) => JSON.stringify(name)).join(", ")}, each under its name.`,
		names: [],
		against: [],
	};
	return { text: question.between(what, labels), readings: [...single, all] };
}

/** Dates of which no value tells the day from the month, where the request needs more of them than the year. */
function dateOrder(request: string, columns: readonly ColumnProfile[], { question }: Texts): Ambiguity | undefined {
	if (ONLY_YEARS.test(request)) return undefined;
	const unclear = columns.filter(({ type, notes = [] }) => type === "date" && notes.some(isUnclear));
	const dates = columns.filter(({ type }) => type === "date");
	const [only] = unclear;
	if (only === undefined || dates.length !== 1) return undefined;
	const name = clip(oneLine(only.name.trim()), { chars: 40, head: 1 });
	const days = ["dayfirst=True", "%d/%m", "%d-%m", "%d.%m"];
	const months = ["dayfirst=False", "%m/%d", "%m-%d", "%m.%d"];
	const line = (order: string, value: string) =>
		`Dates in ${JSON.stringify(only.name)} have the ${order} first: pd.to_datetime(..., dayfirst=${value}).`;
	return {
		text: question.order(name),
		readings: [
			{
				label: question.dayFirst,
				line: line("day", "True"),
				names: days,
				against: [...months, "to_datetime", "parse_dates"],
			},
			{ label: question.monthFirst, line: line("month", "False"), names: months, against: days },
		],
	};
}

const ONLY_YEARS =
	/\b(?:by|per|each|every|a|pro|je|nach) (?:years?|jahr)\b|\b(?:yearly|annual|annually|jährlich)\b|[按每]年|年度|年別/i;

function isUnclear(note: string): boolean {
	return note.startsWith("day or month first");
}
