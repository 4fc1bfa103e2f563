// What is to be shown of a Turn, before any platform draws it.

import type { Artifact, Live, Session, Turn } from "../../core/domain.ts";

/** Who is served first where writes are scarce. */
export type Priority = "verdict" | "outcome" | "progress";

export type DraftFile =
	| { readonly kind: "artifact"; readonly artifact: Artifact }
	| { readonly kind: "text"; readonly name: string; readonly text: string };

/** The slot of the file that holds code too long for a message. */
export function codeSlot(index: number): string {
	return `code ${index + 1}`;
}

export interface TurnView {
	readonly turn: Turn;
	readonly uploads: Session["uploads"];
	readonly live?: Live | undefined;
	readonly now: number;
	/** Slots of code files that are in the thread. */
	readonly attached: ReadonlySet<string>;
	/** Allowed fixes a Turn, where known. */
	readonly maxFixes?: number | undefined;
}
