// Text of one message, within a limit: what is longer is neither stored nor sent to the model whole.

import { clip } from "../core/text.ts";

/** UTF-16 units; Slack's own limit for what people type. An app may send more. */
const MOST = 40_000;

/** If it is too long, its head and tail are kept, with a note on how much was left out. */
export function heard(text: string): string {
	return clip(text, { chars: MOST, head: 0.8 });
}
