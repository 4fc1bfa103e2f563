// One line on each file a person gave: on its way, received with its shape, or refused with the reason.

import type { Upload } from "../../core/domain.ts";
import { elapsed } from "../posts/format.ts";
import { progressWords } from "../posts/turn-text.ts";
import { section } from "./blocks.ts";
import type { Draft, TurnView } from "./draft.ts";
import { slackMarkup } from "./markup.ts";
import { stopButton } from "./status.ts";

const words = progressWords(slackMarkup);

/** `isLast` of the files still on their way carries the Stop button, while nothing else of the Turn is shown. */
export function receipt({ turn, live, now }: TurnView, upload: Upload, isLast: "last" | "not last"): Draft {
	const waiting = upload.state.kind === "waiting";
	const time = waiting && isLast === "last" && live !== undefined ? ` · ${elapsed(now - live.since)}` : "";
	const text = `${words.received(upload)}${time}`;
	return {
		slot: `upload ${upload.id}`,
		text,
		blocks: [section(text), ...(waiting && isLast === "last" ? stopButton(turn) : [])],
		priority: live === undefined ? "outcome" : "progress",
	};
}
