// What a person says in one message, within a bound: what is longer goes neither to the store nor to the model whole.

import { clip } from "../core/text.ts";

/** UTF-16 units; Slack's own limit for what people type. An app may send more. */
const MOST = 40_000;

/** Where it is too long its head and tail are kept, and it says how much was left out. */
export function heard(text: string): string {
	return clip(text, { chars: MOST, head: 0.8 });
}
