// Values that code names: a comment or a label that says `only Berlin` chooses no rows.

/** Before a value in a condition, in a query or in SQL. */
const CHOOSES =
	"(?:[=<>]|\\b(?:in|like|contains|match|fullmatch|startswith|endswith|isin|query|where|filter|loc|eq|ne|replace|map|split|findall|search)\\b)[^\\n]{0,80}";

/** As a text of its own, with an ending or without, or behind what chooses rows. In doubt it does. */
export function codeNames(source: string, value: string): boolean {
	const code = source.replaceAll(/(^|\s)#[^\n"']*$/gm, "$1");
	const wanted = RegExp.escape(value.trim());
	return new RegExp(`(["'])\\s*${wanted}\\p{L}{0,6}\\s*\\1|${CHOOSES}${wanted}`, "iu").test(code);
}
