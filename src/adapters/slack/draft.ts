// What the view hands to the desk: a message or files for one slot.

import type { DraftFile, Priority } from "../posts/turn-view.ts";
import type { Block } from "./blocks.ts";

export type { DraftFile, Priority, TurnView } from "../posts/turn-view.ts";

export interface Draft {
	readonly slot: string;
	/** What notifications say, in Slack markup; of a files draft the comment above the files. */
	readonly text: string;
	/** Empty for a files draft. */
	readonly blocks: readonly Block[];
	/** Posted once, several files in one message. */
	readonly files?: readonly DraftFile[];
	readonly priority: Priority;
}
