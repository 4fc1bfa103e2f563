// Whether a known number is claimed: by the right name, or alone among few.

import type { Claim } from "./claims.ts";
import { momentsIn } from "./figures.ts";
import { type Judged, type Known, numberOf, type Scene } from "./known.ts";
import { names, spoken, wordsOf } from "./words.ts";

/** Within half a unit of the last digit of what is known; a unit in the column's name multiplies. */
function fits(claim: Claim, value: string): boolean {
	const known = numberOf(value);
	if (known === undefined) return false;
	const scale = /亿|億/u.test(claim.label) ? 1e8 : /[万萬](?:元|円)|[(（]万/u.test(claim.label) ? 1e4 : 1;
	return known.values.some((wanted, index) => {
		const near = known.half * (index === 0 ? 1 : 0.01) * (1 + 1e-9) + Math.abs(wanted) * 1e-12;
		return claim.values.some(
			(given) => Math.abs(given - wanted) <= near || (scale > 1 && Math.abs(given * scale - wanted) <= near),
		);
	});
}

/** The same figure with fewer digits. */
function rounds(claim: Claim, value: string): boolean {
	const wanted = numberOf(value)?.values[0] ?? Number.NaN;
	return (
		claim.half < Math.abs(wanted) / 2 &&
		claim.values.some((given) => Math.abs(given - wanted) <= claim.half * (1 + 1e-9))
	);
}

export function asked({ given }: Scene, claim: Claim): boolean {
	return given.some((one) => claim.values.some((value) => Math.abs(value - one) < 1e-9));
}

/** The claim stands beside a name of what is known, wholly. */
function isNamed(claim: Claim, { name, labels = [], key = false }: Known): boolean {
	return [name, ...labels].some((one) => {
		if (/^\d{1,4}$/.test(one)) return claim.row === one || claim.words.has(one) || hasYear(claim, one);
		const [moment] = momentsIn(one.trim());
		if (moment !== undefined && moment.to - moment.from === one.trim().length)
			return claim.words.has(moment.date) || claim.words.has(`--${moment.date.slice(5, 7)}`);
		return key ? spoken(claim.label, one) : names(claim.label, one);
	});
}

function hasYear({ label, row }: Claim, year: string): boolean {
	return row === year || spoken(label, year);
}

/** At least one word of its name, or of the request, stands beside it. */
function isNear({ requested }: Scene, claim: Claim, { name, labels = [] }: Known): boolean {
	const wanted = new Set([name, ...labels].flatMap((one) => [...wordsOf(one)]));
	const cjk = [name, ...labels].some((one) => /[\u3040-\u9fff]/u.test(one) && names(claim.label, one));
	return cjk || [...claim.words].some((word) => wanted.has(word) || requested.has(word));
}

/** The words of the claim belong to another known thing and not to this one. */
function belongsToOther({ known }: Scene, claim: Claim, mine: Known): boolean {
	const own = (one: Known) => [one.name, ...(one.labels ?? [])].flatMap((label) => [...wordsOf(label)]);
	const rest = known.filter((one) => one.name !== mine.name && numberOf(one.value) !== undefined);
	const shared = new Set(own(mine));
	const distinct = rest.flatMap((one) => own(one)).filter((word) => !shared.has(word));
	const others = new Set(rest.flatMap(own));
	const distinctMine = own(mine).filter((word) => !others.has(word));
	return distinct.some((word) => claim.words.has(word)) && !distinctMine.some((word) => claim.words.has(word));
}

const MANY = 12;

export function judgeNumber(scene: Scene, known: Known): Judged {
	const { claims } = scene.reading;
	const open = claims.filter((claim) => !claim.aside);
	const holding = open.filter((claim) => fits(claim, known.value) && accepted(scene, claim, known, open));
	const others = open.filter((claim) => !isKnown(scene, claim) && !asked(scene, claim) && !claim.year);
	const against = others.some(
		(claim) => holding.some((mine) => sameThing(mine, claim)) || isRival(claim, known, holding),
	);
	return { there: holding.length > 0, against };
}

function isKnown({ known }: Scene, claim: Claim): boolean {
	return known.some(({ value }) => fits(claim, value) || rounds(claim, value));
}

function accepted(scene: Scene, claim: Claim, known: Known, open: readonly Claim[]): boolean {
	const figures = scene.known.filter(({ value }) => numberOf(value) !== undefined).length;
	if (known.key === true) return isNamed(claim, known);
	if (belongsToOther(scene, claim, known)) return false;
	if (claim.list > figures + 2 || isOthers(scene, claim, known)) return false;
	if (isNamed(claim, known)) return true;
	const distinct = (some: readonly Claim[]) => new Set(some.map(({ values }) => values[0])).size;
	if (claim.table > 0)
		return distinct(open) <= 6 || (claim.table <= 2 && distinct(open) <= MANY) || isPicked(scene, claim);
	if (claim.label === "") {
		const bare = open.filter((one) => one.label === "" && one.table === 0 && !asked(scene, one));
		return distinct(bare) <= figures;
	}
	const prose = open.filter((one) => one.table === 0);
	return isNear(scene, claim, known) || distinct(prose) <= Math.max(6, 3 * figures);
}

/** It is another known value, more exactly than this one: 0.17 is no count of 0. */
function isOthers({ known }: Scene, claim: Claim, mine: Known): boolean {
	const off = ({ value }: Known) => {
		const one = numberOf(value);
		const wanted = one?.values[0] ?? Number.NaN;
		return Math.min(...claim.values.map((given) => Math.abs(given - wanted))) / (one?.half ?? 1);
	};
	return known.some((one) => one.name !== mine.name && off(one) < off(mine) - 1e-6 && fits(claim, one.value));
}

/** It stands in the row of a known name, e.g. of the best region. */
function isPicked({ known }: Scene, claim: Claim): boolean {
	return known.some(({ value, among }) => among !== undefined && names(claim.label, value));
}

/** Two figures for the same words. */
function sameThing(a: Claim, b: Claim): boolean {
	if (a.table > 0 !== b.table > 0 && a.table + b.table > 2) return false;
	if (a.row !== b.row || a.list > 1 || b.list > 1) return false;
	if (a.words.size === 0) return a.label !== "" && a.label === b.label;
	return (
		a.words.size === b.words.size &&
		[...a.words].every((word) => b.words.has(word)) &&
		cjkOf(a.label) === cjkOf(b.label)
	);
}

function cjkOf(label: string): string {
	return [...label.matchAll(/[\u3040-\u30ff\u3400-\u9fff]+/gu)].map(String).join(" ");
}

/** A figure by the very name of what is known, and by nothing else. */
function isRival(claim: Claim, known: Known, holding: readonly Claim[]): boolean {
	if (known.key === true || claim.table > 2 || claim.list > 1 || claim.words.size === 0) return false;
	const mine = new Set([known.name, ...(known.labels ?? [])].flatMap((label) => [...wordsOf(label)]));
	const isBare = holding.every(({ words }) => words.size === 0);
	return (
		isBare && isNamed(claim, known) && cjkOf(claim.label) === "" && [...claim.words].every((word) => mine.has(word))
	);
}
