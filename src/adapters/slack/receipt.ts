// One line on each file a person gave: on its way, received with its shape, or refused with the reason.

import { count } from "../../core/clip.ts";
import type { Card, Upload } from "../../core/domain.ts";
import { reveal } from "../markdown.ts";
import { elapsed, listed, shorten, sized } from "../words.ts";
import { context, section } from "./blocks.ts";
import type { Draft, Scene } from "./draft.ts";
import { bold, escaped, plain } from "./mrkdwn.ts";
import { stopButton } from "./status.ts";

/** `isLast` of the files still on their way carries the Stop button, while nothing else of the Turn is shown. */
export function receipt({ turn, live, now }: Scene, upload: Upload, isLast: "last" | "not last"): Draft {
	const waiting = upload.state.kind === "waiting";
	const time = waiting && isLast === "last" && live !== undefined ? ` · ${elapsed(now - live.since)}` : "";
	const text = `${line(upload)}${time}`;
	const notes = upload.state.kind === "stored" ? upload.state.card.notes.slice(0, 3) : [];
	const small = notes.map((note) => shorten(reveal(note), 300, escaped)).filter((note) => note !== "");
	return {
		slot: `upload ${upload.id}`,
		text,
		blocks: [
			section(text),
			...(small.length === 0 ? [] : [context(small.join("\n"))]),
			...(waiting && isLast === "last" ? stopButton(turn) : []),
		],
		priority: live === undefined ? "outcome" : "progress",
	};
}

function line(upload: Upload): string {
	const name = bold(plain(upload.name));
	switch (upload.state.kind) {
		case "waiting":
			return `⏬ Fetching ${name}${upload.size > 0 ? ` (${sized(upload.size)})` : ""}`;
		case "stored": {
			const kept = upload.as === upload.name || upload.as === "" ? "" : `, kept as ${bold(plain(upload.as))}`;
			return `📎 Got ${name}${kept}: ${shape(upload.state.card, upload.size)}`;
		}
		case "refused":
			return `⚠️ ${shorten(reveal(upload.state.sentence), 1500, escaped)}`;
	}
}

function shape({ rows, columns, format }: Card, size: number): string {
	if (columns === undefined) return [format === "" ? "a file" : plain(format), sized(size)].join(", ");
	const names = listed(
		columns.map(({ name }) => plain(name, 40)),
		10,
	);
	const wide = `${count(columns.length, "column")} (${names})`;
	return rows === undefined ? wide : `${count(rows, "row")} × ${wide}`;
}
