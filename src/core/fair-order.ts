// A line that is fair by person: nobody's many questions stand before somebody else's first.

/** Whose people hold the fewest comes first, those that they wait for before included; then who came first. */
export function inTurn<Waiter extends { readonly by: string }>(
	line: readonly Waiter[],
	held: Iterable<string | undefined>,
): readonly Waiter[] {
	const counts = new Map<string, number>();
	for (const by of held) if (by !== undefined) counts.set(by, (counts.get(by) ?? 0) + 1);
	const ranked = line.map((waiter) => {
		const rank = counts.get(waiter.by) ?? 0;
		counts.set(waiter.by, rank + 1);
		return { waiter, rank };
	});
	return ranked.sort((a, b) => a.rank - b.rank).map(({ waiter }) => waiter);
}

/** How many of so many one person may hold: one is always left to somebody else. */
export function shareOf(all: number): number {
	return Math.max(1, all - 1);
}
