// A look at the charts of a Run by a vision model, where there is one: each picture once, before the Run is judged.

import type { SeenFigure } from "../domain/seen.ts";
import type { Run, Turn } from "../domain.ts";
import type { World } from "../world.ts";

/** Of one Run; the others are not looked at. */
const MOST_PICTURES = 3;
const MOST_BYTES = 4 * 1024 * 1024;

/** The Run with what was seen in its pictures; the very same where nobody can look, or where nothing came of it. */
export async function lookedAt(
	{ look, sandbox }: World,
	{ id: turn, thread }: Turn,
	run: Run,
	signal: AbortSignal,
): Promise<Run> {
	if (look === undefined) return run;
	const pictures = run.artifacts.filter(({ name, size }) => /\.(png|jpe?g)$/i.test(name) && size <= MOST_BYTES);
	const before = run.seen?.figures ?? [];
	let figures = before;
	for (const picture of pictures.slice(0, MOST_PICTURES)) {
		const known = figures.find(({ file }) => file === picture.name);
		if (known?.looks !== undefined) continue;
		const type = /png$/i.test(picture.name) ? "image/png" : "image/jpeg";
		const looks = await look({ bytes: sandbox.bytes(thread, picture), type, thread, turn, signal });
		if (looks === undefined) continue;
		const seen: SeenFigure = { ...(known ?? { file: picture.name, axes: [] }), looks };
		figures = known === undefined ? [...figures, seen] : figures.map((one) => (one === known ? seen : one));
	}
	return figures === before ? run : { ...run, seen: { ...run.seen, figures } };
}
