// Questions of the bot about a request, and answers that people may judge.

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

/** An answer as somebody may judge it: the token of its buttons, and hashes of the program and the files that it rests on. */
export interface Answer {
	readonly turn: string;
	readonly token: string;
	/** Shortened. */
	readonly request: string;
	/** Absent: no program was written for it. */
	readonly sha256?: string;
	readonly files: readonly string[];
}
