// Values that code names: a comment or a label that says `only Berlin` chooses no rows.

/** Before a value in a condition, in a query or in SQL. */
const CHOOSES =
	"(?:[=<>]|\\b(?:in|like|contains|match|fullmatch|startswith|endswith|isin|query|where|filter|loc|eq|ne|replace|map|split|findall|search)\\b)[^\\n]{0,80}";
const BEGINS = /\b(?:startswith|contains|match|like)\W{1,4}%?(\p{L}{3,})/giu;

/** As a text of its own, with an ending or without, on a line of its own, behind what chooses rows, or in part. In doubt it does. */
export function codeNames(source: string, value: string): boolean {
	const plain = (text: string) =>
		text
			.normalize("NFKC")
			.replaceAll(/\\'|''/g, "'")
			.replaceAll('\\"', '"');
	const code = plain(source).replaceAll(/(^|\s)#[^\n"']*$/gm, "$1");
	const bare = plain(value).trim();
	const wanted = RegExp.escape(bare);
	const forms = `(["'])\\s*${wanted}\\p{L}{0,6}\\s*\\1|^\\s*${wanted}\\s*,?\\s*$|[_.]${wanted}(?!\\p{L})|${CHOOSES}${wanted}`;
	return (
		new RegExp(forms, "imu").test(code) ||
		[...code.matchAll(BEGINS)].some(([, part = ""]) => bare.toLowerCase().startsWith(part.toLowerCase()))
	);
}
