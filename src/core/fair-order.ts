// Fair order of a queue, by person: nobody's second request comes before somebody else's first.

/** Whoever holds the fewest comes first, earlier waiters of the same person counted as held; then by arrival. */
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

/** How many of `all` one person may hold: one is always left for somebody else. */
export function shareOf(all: number): number {
	return Math.max(1, all - 1);
}
