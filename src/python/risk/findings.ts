// Findings in a program: where its text earns a label, before people see it as a risk with its line.

import type { Label } from "../../core/domain.ts";

export interface Finding {
	readonly label: Label;
	/** The offset in the text. */
	readonly at: number;
	/** The piece of code, or what is wrong with it. */
	readonly what: string;
}

/** Adds a finding at the node that is looked at. */
export type Add = (label: Label, what: string) => void;
