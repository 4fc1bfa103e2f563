// Periods: parts of a date, as pandas, polars, Python and SQL write them.

import type { Period } from "../../core/domain.ts";

const FREQUENCIES: readonly (readonly [RegExp, Period])[] = [
	[/^\d*\s*(b?[ya](s|e)?|b?ys|b?ye|year)(-[a-z]{3})?$/i, "year"],
	[/^\d*\s*b?q(s|e)?(-[a-z]{3})?$|^\d+q$|^quarter$/i, "quarter"],
	[/^\d*\s*(b?ms?|b?me|mo|month|sme|sms)$/i, "month"],
	[/^\d*\s*w(-[a-z]{3})?$|^week$|^isoweek$/i, "week"],
	[/^\d*\s*[db]$|^day$|^date$/i, "day"],
	[/^\d*\s*(h|hour)$/i, "hour"],
];

/** `M`, `MS`, `QE`, `1mo`, `W-MON`, `month`. Minutes (`min`, `T`) are none of ours. */
export function ofFrequency(text: string | undefined): readonly Period[] {
	const found = FREQUENCIES.find(([form]) => form.test(text?.trim() ?? ""));
	return found === undefined ? [] : [found[1]];
}

const DIRECTIVES: readonly (readonly [RegExp, Period])[] = [
	[/%[HIk]/, "hour"],
	[/%[dej]|%-d|%D|%F|%x/, "day"],
	[/%[aAwu]/, "weekday"],
	[/%[WUV]/, "week"],
	[/%[mbB]|%-m/, "month"],
	[/%q/, "quarter"],
	[/%[yYG]/, "year"],
];

/** The finest part that `%Y-%m` shows. */
export function ofFormat(format: string | undefined): readonly Period[] {
	const found = DIRECTIVES.find(([form]) => form.test(format ?? ""));
	return found === undefined ? [] : [found[1]];
}

/** Attributes and methods of dates that give one part of them. */
export const PARTS: Readonly<Record<string, Period>> = {
	year: "year",
	isoyear: "year",
	quarter: "quarter",
	month: "month",
	month_name: "month",
	monthname: "month",
	weekofyear: "week",
	week: "week",
	day_name: "weekday",
	dayname: "weekday",
	day_of_week: "weekday",
	dayofweek: "weekday",
	weekday: "weekday",
	isodow: "weekday",
	dow: "weekday",
	date: "day",
	normalize: "day",
	day: "day",
	dayofyear: "day",
	hour: "hour",
};

/** `2024-05`, `2024`, of a date that is cut like a text. */
export function ofLength(from: number, to: number): readonly Period[] {
	if (from === 0) return to === 4 ? ["year"] : to === 7 ? ["month"] : to === 10 ? ["day"] : [];
	return from === 5 && to === 7 ? ["month"] : [];
}
