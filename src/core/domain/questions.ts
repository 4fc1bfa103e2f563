// Question of the bot about what a request means, before any code is written: a button for each reading.

import type { Millis } from "./basics.ts";
import type { Person } from "./people.ts";

export interface Reading {
	/** All that its button carries. */
	readonly token: string;
	/** On the button, and in the line under the answer. */
	readonly label: string;
	/** For the model, as a sentence. */
	readonly line: string;
	/** Texts in a program that follows this reading, and texts that, without any of these, show that it follows another. */
	readonly names: readonly string[];
	readonly against: readonly string[];
}

/** At most one a Turn. */
export interface Question {
	/** One sentence; names from files stand in it as they are. */
	readonly text: string;
	/** Two to four, the likelier first. */
	readonly readings: readonly Reading[];
	readonly expiresAt: Millis;
	/** The place of the Reading that holds; absent: nobody has answered yet. */
	readonly taken?: number;
	/** Who took it; absent: it is assumed, since somebody said something else. */
	readonly by?: Person;
}
