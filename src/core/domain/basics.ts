// Base types: ids, times and languages.

/** `slack:T1:C1:1700.1`, `discord:G1:C1:T1`: platform, workspace, channel, thread. */
export type ThreadId = string;

/** Platform, workspace and channel of a Thread. */
export function channelOf(thread: ThreadId): string {
	return thread.split(":").slice(0, 3).join(":");
}

/** Milliseconds since 1970 (UTC). */
export type Millis = number;

/** A language in which the product itself speaks. */
export type Locale = "en" | "zh";

export type Language = "python" | "bash";
