// Failure of a program: what Python said, and what a look at its variables found.

export interface RunError {
	/** Exception class, e.g. `KeyError`; for bash `exit code 3`. */
	readonly name: string;
	readonly message: string;
	/** 1-based line of the code that was shown. */
	readonly line?: number;
	/** Traceback with user frames only, without colour codes. */
	readonly trace: string;
	/** One sentence for people, found by a look at the variables; says more than the message. */
	readonly cause?: string;
	/** What else that look found: short sentences, the most useful first. */
	readonly facts?: readonly string[];
	/** `name: what it is`, the variables of the failing line first. */
	readonly locals?: readonly string[];
	/** What has to be written instead, where that can only be one thing. Comes from the sandbox, so it is a proposal like any other. */
	readonly mend?: Mend;
}

/** In a line of the code that was shown: `text` in place of `old`, which stands at character `at`. */
export interface Mend {
	readonly line: number;
	readonly at: number;
	readonly old: string;
	readonly text: string;
}
