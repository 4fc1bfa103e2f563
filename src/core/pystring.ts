// Is a piece of Python still inside a triple-quoted string at its end?

/** A scanner, not a parser: comments, one-line strings with escapes, and triple quotes are all it knows. */
export function openString(source: string): boolean {
	const token = /#[^\n]*|("""|''')|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/g;
	for (let match = token.exec(source); match !== null; match = token.exec(source)) {
		const quote = match[1];
		if (quote === undefined) continue;
		const close = closing(source, quote, token.lastIndex);
		if (close === -1) return true;
		token.lastIndex = close;
	}
	return false;
}

function closing(source: string, quote: string, from: number): number {
	for (let at = from; at < source.length; at++) {
		if (source[at] === "\\") at++;
		else if (source.startsWith(quote, at)) return at + quote.length;
	}
	return -1;
}
