// Is a piece of Python still inside a triple-quoted string at its end? Told line by line, so that a text is read once.

/** A scanner, not a parser: comments, one-line strings with escapes, and triple quotes are all it knows. `open` is the quote that is open where the line begins; returns the one that is open at its end. */
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
