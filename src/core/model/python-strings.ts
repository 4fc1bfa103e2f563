// Scanner for Python strings: is a piece of code still inside a triple-quoted one? Line by line, so that a text is read once.

/** Knows only comments, one-line strings with escapes, and triple quotes. `open` is the quote open at the start of the line; returns the one open at its end. */
export function openQuote(line: string, open: string | undefined): string | undefined {
	const token = /#.*|("""|''')|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?/gs;
	let quote = open;
	for (let from = 0; ; from = token.lastIndex) {
		if (quote !== undefined) {
			const close = closing(line, quote, from);
			if (close === -1) return quote;
			token.lastIndex = close;
		}
		const match = token.exec(line);
		if (match === null) return undefined;
		quote = match[1];
	}
}

function closing(source: string, quote: string, from: number): number {
	for (let at = from; at < source.length; at++) {
		if (source[at] === "\\") at++;
		else if (source.startsWith(quote, at)) return at + quote.length;
	}
	return -1;
}
