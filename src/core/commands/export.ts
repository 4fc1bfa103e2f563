// Export of what ran in a Thread: a notebook with its outputs and a script, or a report for people.

import type { Artifact, Aside, Locale, Ran, Run, Session, ThreadId } from "../domain.ts";
import { textsIn } from "../locales.ts";
import type { World } from "../world.ts";
import { type Cell, type Export, type Image, type Input, notebook, script, type Table } from "./notebook.ts";
import { rowsOf } from "./page.ts";
import { report } from "./report.ts";

/** Bytes of charts at most, and of each table; further ones are left out. */
const IMAGE_BYTES = 5_000_000;
const TABLE_BYTES = 200_000;

/** `as`: the report, whether as a page or to be printed as a PDF. */
export async function exported(
	world: World,
	session: Session,
	{ locale = "en", as }: { readonly locale: Locale | undefined; readonly as: "html" | "pdf" | undefined },
): Promise<Omit<Aside, "id" | "thread">> {
	const texts = textsIn(locale);
	const { commands, notebook: said } = texts;
	const all = await gathered(world, session);
	const count = all.cells.length;
	if (as === undefined) {
		const files = [
			{ name: "thread.ipynb", text: notebook({ ...all, said }) },
			{ name: "thread.py", text: script({ ...all, said }) },
		];
		return { title: commands.exported, lines: [commands.exportedLine(count)], buttons: [], files };
	}
	return {
		title: commands.reported,
		lines: [commands.reportedLine(count), ...(as === "pdf" ? [commands.asPdf] : [])],
		buttons: [],
		files: [{ name: "report.html", text: report(all, { texts, locale }) }],
	};
}

async function gathered(world: World, session: Session): Promise<Export> {
	let room = IMAGE_BYTES;
	const cells: Cell[] = [];
	for (const ran of session.ran ?? []) {
		const run = await world.sandbox.result(session.thread, ran.id);
		const images: Image[] = [];
		const tables: Table[] = [];
		for (const artifact of run?.artifacts ?? []) {
			const type = /\.png$/i.test(artifact.name)
				? "image/png"
				: /\.jpe?g$/i.test(artifact.name)
					? "image/jpeg"
					: undefined;
			if (type !== undefined && artifact.size <= room) {
				room -= artifact.size;
				images.push({ name: artifact.name, type, base64: btoa(await binary(world, session.thread, artifact)) });
			}
			if (!/\.csv$/i.test(artifact.name) || artifact.size > TABLE_BYTES) continue;
			const rows = rowsOf(utf8(await binary(world, session.thread, artifact)));
			if (rows !== undefined) tables.push({ name: artifact.name, rows });
		}
		cells.push(cellOf(ran, run, images, tables));
	}
	const inputs: Input[] = session.uploads.flatMap(({ as, size, state }) =>
		state.kind === "stored"
			? [{ name: as, size, ...(state.sha256 === undefined ? {} : { sha256: state.sha256 }) }]
			: [],
	);
	return { inputs, cells, at: new Date(world.clock.now()).toISOString() };
}

function cellOf(
	{ language, source, request, sha256, generation, at, approved, answer }: Ran,
	run: Run | undefined,
	images: readonly Image[],
	tables: readonly Table[],
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
		tables,
		answer,
		approved,
		made: run?.changed ?? [],
	};
}

/** A letter for each byte. */
async function binary(world: World, thread: ThreadId, artifact: Artifact): Promise<string> {
	let text = "";
	for await (const chunk of world.sandbox.bytes(thread, artifact)) {
		for (let from = 0; from < chunk.length; from += 8192)
			text += String.fromCharCode(...chunk.subarray(from, from + 8192));
	}
	return text;
}

function utf8(bytes: string): string {
	return new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
}
