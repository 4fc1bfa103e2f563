// Base types: ids, times and languages.

/** `slack:T1:C1:1700.1`, `discord:G1:C1:T1`: platform, workspace, channel, thread. */
export type ThreadId = string;

/** Milliseconds since 1970 (UTC). */
export type Millis = number;

export type Language = "python" | "bash";
