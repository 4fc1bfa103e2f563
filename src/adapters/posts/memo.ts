// Cache of drawings: a card is drawn many times, and its code never changes.

/** UTF-16 units of text that are kept, for each kind of drawing. */
const ROOM = 2_000_000;
/** Shorter texts are drawn again as fast as they are found. */
const SHORT = 500;

/** `draw` must depend on its texts alone. The texts themselves are the key, so that no drawing can be taken for another's. */
export function remembered<Texts extends readonly string[], Drawn>(
	draw: (...texts: Texts) => Drawn,
	room = ROOM,
): (...texts: Texts) => Drawn {
	const kept = new Map<string, Drawn>();
	let taken = 0;
	return (...texts) => {
		const length = texts.reduce((sum, text) => sum + text.length, 0);
		if (length <= SHORT || length > room) return draw(...texts);
		const key = `${texts.map((text) => text.length).join()} ${texts.join("")}`;
		const known = kept.get(key);
		const drawn = known ?? draw(...texts);
		if (!kept.delete(key)) taken += key.length;
		kept.set(key, drawn);
		for (const oldest of kept.keys()) {
			if (taken <= room) break;
			kept.delete(oldest);
			taken -= oldest.length;
		}
		return drawn;
	};
}
