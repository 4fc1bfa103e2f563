// Sharing: several bots over one state folder and one engine.

/** The Thread's lock among all bots: whoever has it may end the container and put the disk away. */
export interface Sharing {
	/** Another bot works with this state folder already: what it has is left as it is. */
	readonly joins: boolean;
	/** Runs the step while no other bot works on the Thread; resolves with false, and without the step, if one does. */
	readonly alone: (thread: string, step: () => Promise<void>) => Promise<boolean>;
}

export async function asOnlyBot(_thread: string, step: () => Promise<void>): Promise<boolean> {
	await step();
	return true;
}
