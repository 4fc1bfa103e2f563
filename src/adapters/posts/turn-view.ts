// View model of a Turn: what is to be shown, before any platform draws it.

import type { AsideFile } from "../../core/domain/commands.ts";
import type { Artifact, Live, Session, Turn } from "../../core/domain.ts";

/** Which posts are written first if writes are scarce. `soon`: what the next state says better, like code that runs;
 *  `line`: progress that a status line of the platform says as well. */
export type Priority = "verdict" | "outcome" | "soon" | "progress" | "line";

export type DraftFile =
	| { readonly kind: "artifact"; readonly artifact: Artifact }
	| { readonly kind: "text"; readonly name: string; readonly text: string };

export function draftFile(file: AsideFile): DraftFile {
	return "artifact" in file ? { kind: "artifact", artifact: file.artifact } : { kind: "text", ...file };
}

/** What is sent for one slot of a Turn; each platform adds what it draws besides. */
export interface Post {
	readonly slot: string;
	/** In the platform's markup; for files what stands above them. */
	readonly text: string;
	/** Posted once, in one message. */
	readonly files?: readonly DraftFile[];
	readonly priority: Priority;
}

/** Files of one message. */
export interface FilesPost extends Post {
	readonly files: readonly DraftFile[];
}

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
	/** Fixes allowed per Turn, if known. */
	readonly maxFixes?: number | undefined;
}
