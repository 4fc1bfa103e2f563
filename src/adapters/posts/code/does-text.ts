// What a program does, in plain words for whoever decides and cannot read code: from the program's own text, never from the model's words.

import type { DataStep, Proposal } from "../../../core/domain.ts";
import type { Texts } from "../../../core/locales.ts";
import { listed } from "../format.ts";
import type { Markup } from "../markup.ts";

const MOST_COLUMNS = 4;

/** One line of at most `room` characters; "" if nothing is known. The first steps stand, the others are counted. */
export function doesText(
	{ does }: Pick<Proposal, "does">,
	texts: Texts,
	{ mono }: Pick<Markup, "mono">,
	room: number,
): string {
	if (does === undefined) return "";
	const named = (names: readonly string[]) =>
		listed(
			names.map((name) => mono(name, 40)),
			MOST_COLUMNS,
			texts,
		);
	const phrases = [...new Set(does.steps.map((step) => phraseOf(step, texts, { named, mono })))].filter(
		(phrase) => phrase !== "",
	);
	if (phrases.length === 0) return "";
	const [first] = does.unseen;
	const unseen = first === undefined ? [] : [texts.does.unseen(first.line)];
	for (let shown = phrases.length; shown > 0; shown--) {
		const more = phrases.length - shown;
		const left = more === 0 ? [] : [texts.does.moreSteps(more)];
		const text = [...phrases.slice(0, shown), ...left, ...unseen].join(" · ");
		if (text.length <= room) return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
	}
	return "";
}

interface Drawing extends Pick<Markup, "mono"> {
	readonly named: (names: readonly string[]) => string;
}

/** A verb and what it is done to; "" for steps that people need not read about. */
function phraseOf(step: DataStep, { does: said, comma }: Texts, { named, mono }: Drawing): string {
	switch (step.kind) {
		case "reads":
			if (step.format === "literal") return said.literal;
			return step.file === "" ? said.someFile : said.reads(mono(step.file, 60), step.columns.length);
		case "keeps":
			switch (step.how) {
				case "where":
					return said.where(mono(condition(step.text), 80));
				case "filled":
				case "some":
				case "distinct":
				case "readable":
					return said[step.how](named(step.columns));
				case "largest":
				case "smallest":
					return said[step.how](step.rows, named(step.columns));
				case "first":
				case "last":
				case "sample":
					return said[step.how](step.rows);
			}
			break;
		case "joins":
			return step.how === "concat" ? said.concat : said.joins(named(step.keys));
		case "groups":
			return said.groups(
				[...step.columns.map((name) => mono(name, 40)), ...step.periods.map((part) => said.periods[part])].join(comma),
			);
		case "computes": {
			const columns = named(step.columns);
			if (step.how === "column") return step.as === undefined ? "" : said.column(mono(step.as, 40), columns);
			const known = Object.entries(said.computes).find(([how]) => how === step.how)?.[1];
			return known === undefined ? said.otherwise(columns) : known(columns);
		}
		case "sorts":
			return said.sorts(named(step.columns), step.descending);
		case "draws":
			return said.draws(said.charts[step.chart], named(step.y), step.x === undefined ? "" : mono(step.x, 40));
		case "writes":
			return step.file === "" ? said.writesSome : said.writes(mono(step.file, 60));
		case "connects":
			return said.connects;
		case "prints":
			return "";
	}
	return "";
}

/** `df["date"].dt.year == 2024` as `date year = 2024`. */
function condition(code: string): string {
	return code
		.replace(/\b\w+\[(["'])([^"'\]]+)\1\]/g, "$2")
		.replace(/\.dt\.(\w+)\b(?!\()/g, " $1")
		.replaceAll("==", "=");
}
