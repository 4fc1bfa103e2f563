// What is to be shown of a Turn, before any platform draws it.

import type { Artifact, Live, Proposal, Session, Turn } from "../core/domain.ts";

/** Who is served first where writes are scarce. */
export type Priority = "verdict" | "outcome" | "progress";

export type DraftFile =
	| { readonly kind: "artifact"; readonly artifact: Artifact }
	| { readonly kind: "text"; readonly name: string; readonly text: string };

/** The slot of the file that holds code too long for a message; an edited version is another file. */
export function codeSlot(index: number, { edited, sha256 }: Proposal): string {
	return edited === undefined ? `code ${index + 1}` : `code ${index + 1} ${sha256.slice(0, 8)}`;
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
