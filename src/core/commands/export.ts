// Export of the code that ran in a Thread: a notebook with its outputs, and a script.

import type { Aside, Ran, Run, Session } from "../domain.ts";
import type { Texts } from "../locales.ts";
import type { World } from "../world.ts";
import { type Cell, type Image, type Input, notebook, script } from "./notebook.ts";

/** Bytes of charts in a notebook at most; further charts are left out. */
const IMAGE_BYTES = 5_000_000;

export async function exported(
	world: World,
	session: Session,
	{ commands, notebook: said }: Texts,
): Promise<Omit<Aside, "id" | "thread">> {
	let room = IMAGE_BYTES;
	const cells: Cell[] = [];
	for (const ran of session.ran ?? []) {
		const run = await world.sandbox.result(session.thread, ran.id);
		const images: Image[] = [];
		for (const artifact of run?.artifacts ?? []) {
			if (!artifact.name.endsWith(".png") || artifact.size > room) continue;
			room -= artifact.size;
			images.push({ name: artifact.name, base64: await base64(world.sandbox.bytes(session.thread, artifact)) });
		}
		cells.push(cellOf(ran, run, images));
	}
	const inputs: Input[] = session.uploads.flatMap(({ as, size, state }) =>
		state.kind === "stored"
			? [{ name: as, size, ...(state.sha256 === undefined ? {} : { sha256: state.sha256 }) }]
			: [],
	);
	const all = { inputs, cells, at: new Date(world.clock.now()).toISOString(), said };
	return {
		title: commands.exported,
		lines: [commands.exportedLine(cells.length)],
		buttons: [],
		files: [
			{ name: "thread.ipynb", text: notebook(all) },
			{ name: "thread.py", text: script(all) },
		],
	};
}

function cellOf(
	{ language, source, request, sha256, generation, at }: Ran,
	run: Run | undefined,
	images: readonly Image[],
): Cell {
	return {
		language,
		source,
		request,
		sha256,
		generation,
		at: new Date(at).toISOString(),
		output: run?.output,
		images,
		made: run?.changed ?? [],
	};
}

async function base64(bytes: AsyncIterable<Uint8Array>): Promise<string> {
	let text = "";
	for await (const chunk of bytes) {
		for (let from = 0; from < chunk.length; from += 8192)
			text += String.fromCharCode(...chunk.subarray(from, from + 8192));
	}
	return btoa(text);
}
