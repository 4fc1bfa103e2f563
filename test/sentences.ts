// Sentences in a source file: its string literals and the pieces of its templates, found without a parser.

/** A comment, a regular expression, a string, or a mark between which code and templates change. */
const LITERAL =
	/\/\/.*|\/\*[\s\S]*?\*\/|(?<=[=(,:?&|!]\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/|"(?<double>(?:[^"\\\n]|\\.)*)"|'(?<single>(?:[^'\\\n]|\\.)*)'|(?<mark>[`{}])/g;
const PIECE = /(?<piece>(?:[^`\\$]|\\[\s\S]|\$(?!\{))*)(?<end>`|\$\{)/y;

/** Those of four words or more. */
export function sentencesIn(source: string): readonly string[] {
	const found: string[] = [];
	/** Of each brace that is open, whether a piece of a template follows it. */
	const braces: boolean[] = [];
	LITERAL.lastIndex = 0;
	for (let match = LITERAL.exec(source); match !== null; match = LITERAL.exec(source)) {
		const { double, single, mark } = match.groups ?? {};
		found.push(double ?? single ?? "");
		if (mark === "{") braces.push(false);
		if (mark !== "`" && !(mark === "}" && braces.pop() === true)) continue;
		PIECE.lastIndex = LITERAL.lastIndex;
		const { piece = "", end } = PIECE.exec(source)?.groups ?? {};
		found.push(piece);
		if (end === "${") braces.push(true);
		LITERAL.lastIndex = PIECE.lastIndex;
	}
	return found
		.map((one) => one.trim())
		.filter((one) => one.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length >= 4);
}
