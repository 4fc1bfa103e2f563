// What the view hands to the desk: a message or files for one slot, and what it was drawn from.

import type { Artifact, Live, Session, Turn } from "../../core/domain.ts";
import type { Block } from "./blocks.ts";

/** Who is served first where writes are scarce. */
export type Priority = "verdict" | "outcome" | "progress";

export type DraftFile =
	| { readonly kind: "artifact"; readonly artifact: Artifact }
	| { readonly kind: "text"; readonly name: string; readonly text: string };

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

export interface Scene {
	readonly turn: Turn;
	readonly uploads: Session["uploads"];
	readonly live?: Live | undefined;
	readonly now: number;
	/** Slots of code files that are in the thread. */
	readonly placed: ReadonlySet<string>;
	/** Allowed fixes a Turn, where known. */
	readonly maxFixes?: number | undefined;
}
