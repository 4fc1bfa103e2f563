// Risks of a program: what it may do beyond computing, as far as its text shows. Code that is known to be harmless has no label, all other code has one. It is the Sandbox that holds code back.

import type { Risk } from "../core/domain.ts";
import type { Examine } from "../core/ports.ts";
import { bashRisks } from "./risk/bash.ts";
import { pythonFindings } from "./risk/python.ts";

/** Most risks that are kept; the card of a program shows fewer. */
const MOST = 40;

export const examine = ({ language, source, files, earlier }: Parameters<Examine>[0]): readonly Risk[] => {
	try {
		const found = language === "bash" ? bashRisks(source, files) : pythonRisks(source, files, earlier);
		const first = new Map<string, Risk>();
		for (const risk of found.toSorted((a, b) => a.line - b.line)) {
			const { label, what } = risk;
			if (!first.has(`${label} ${what}`)) first.set(`${label} ${what}`, risk);
		}
		return [...first.values()].slice(0, MOST);
	} catch {
		// A text that makes the parser fail is not known to be harmless.
		return [{ label: "unparsed", line: 1, what: "the whole code" }];
	}
};

function pythonRisks(source: string, files: readonly string[], earlier: readonly string[]): readonly Risk[] {
	const { findings, lineOf } = pythonFindings(source, files, earlier);
	return withoutImports(findings.map(({ label, at, what }) => ({ label, line: lineOf(at), what: shorten(what) })));
}

/** Without the imports of modules that another risk names. */
function withoutImports(risks: readonly Risk[]): readonly Risk[] {
	const used = new Set(risks.map(({ what }) => what.split(".")[0]));
	return risks.filter(({ what }) => {
		const root = /^import (\w+)/.exec(what)?.[1];
		return root === undefined || !used.has(root);
	});
}

function shorten(what: string): string {
	const flat = what.replace(/\s+/g, " ").trim();
	return flat.length <= 60 ? flat : `${flat.slice(0, 59)}…`;
}
