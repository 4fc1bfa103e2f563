// Locales: the languages in which the product itself speaks, and which of them a Turn is in.

import type { Locale } from "./domain.ts";
import { languageOf } from "./language.ts";
import { en, type Texts } from "./locales/en.ts";
import { zh } from "./locales/zh.ts";

export type { Texts } from "./locales/en.ts";

export const LOCALES: Readonly<Record<Locale, Texts>> = { en, zh };

export function textsIn(locale: Locale | undefined): Texts {
	return LOCALES[locale ?? "en"];
}

/** What `make` makes of the texts of each locale; the result picks that of a Turn. */
export function perLocale<Made>(make: (texts: Texts) => Made): (turn: { readonly locale?: Locale }) => Made {
	const made: Readonly<Record<Locale, Made>> = { en: make(en), zh: make(zh) };
	return ({ locale }) => made[locale ?? "en"];
}

/** A Latin word or two, as a command, say nothing about who reads Chinese. */
const FEW_WORDS = 2;

/** The locale of what somebody says; `before`: that of what was said before it. */
export function localeOf(text: string, before: Locale | undefined): Locale {
	const tongue = languageOf(text);
	if (tongue === "zh") return "zh";
	const words = text.match(/\p{L}+/gu)?.length ?? 0;
	return tongue === "other" && words <= FEW_WORDS ? (before ?? "en") : "en";
}
