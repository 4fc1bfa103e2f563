// Literals in source text, TypeScript or Python, with what is put into them written out as `7`, or as each of the texts that it may be.

const STANDS_FOR = "7";

/** What each literal may say; of more than `most` ways only the first. */
export function literalsIn(source: string, language: "ts" | "py", most = 64): readonly string[] {
	const found: string[] = [];
	const start = language === "ts" ? /\/\/.*|\/\*[\s\S]*?\*\/|["`]/g : /#.*|"""[\s\S]*?"""|f?"|f?'/g;
	for (let match = start.exec(source); match !== null; match = start.exec(source)) {
		if (!/^f?["'`]$/.test(match[0])) continue;
		const isFilled = match[0] === "`" || match[0].startsWith("f");
		const { ways, end } = read(source, match.index + match[0].length, match[0].at(-1) ?? "", {
			isFilled,
			language,
			most,
		});
		found.push(...ways);
		start.lastIndex = end;
	}
	return found;
}

interface How {
	readonly isFilled: boolean;
	readonly language: "ts" | "py";
	readonly most: number;
}

function read(source: string, from: number, quote: string, how: How): { ways: readonly string[]; end: number } {
	let ways: readonly string[] = [""];
	let at = from;
	const add = (texts: readonly string[]) => {
		ways = ways.flatMap((way) => texts.map((text) => way + text)).slice(0, how.most);
	};
	const open = how.language === "ts" ? "${" : "{";
	while (at < source.length && source[at] !== quote) {
		if (source[at] === "\\") {
			add([source[at + 1] === "n" ? "\n" : (source[at + 1] ?? "")]);
			at += 2;
		} else if (how.language === "py" && how.isFilled && /^(\{\{|\}\})/.test(source.slice(at, at + 2))) {
			add([source[at] ?? ""]);
			at += 2;
		} else if (how.isFilled && source.startsWith(open, at)) {
			const end = closing(source, at + open.length);
			add(textsOf(source.slice(at + open.length, end), how));
			at = end + 1;
		} else if (quote !== "`" && source[at] === "\n") return { ways: [], end: at };
		else {
			add([source[at] ?? ""]);
			at += 1;
		}
	}
	return { ways, end: at + 1 };
}

/** The brace that closes what is put in; those within texts count, too, since they come in pairs. */
function closing(source: string, from: number): number {
	let depth = 1;
	for (let at = from; at < source.length; at++) {
		if (source[at] === "{") depth++;
		if (source[at] === "}" && --depth === 0) return at;
	}
	return source.length;
}

/** A choice of texts is each of them. */
function textsOf(expression: string, { language, most }: How): readonly string[] {
	const isChoice =
		language === "ts" ? /\?[^.?]/.test(expression) : /\sif\s/.test(expression) || /'s' \*/.test(expression);
	if (!isChoice) return [STANDS_FOR];
	if (/'s' \*/.test(expression)) return ["", "s"];
	// What a choice is made by holds texts, too.
	const rest = language === "ts" ? expression.slice(expression.indexOf("?")) : expression;
	const texts = literalsIn(rest, language, most);
	const isBare = language === "ts" ? /[?:]\s*[a-z(]/i.test(rest.replaceAll(/(["'`]).*?\1/g, '""')) : false;
	return texts.length === 0 || isBare ? [...texts, STANDS_FOR] : texts;
}
