// Health: whether each part that a question needs works now, and what the operator does if it does not.

import { setTimeout as sleep } from "node:timers/promises";
import { isBotError } from "../core/errors.ts";

/** Rejects if the part does not work; a BotError says what to do. */
export type Check = () => Promise<unknown>;

/** By part, in the order in which they depend on each other: `ok`, or a sentence. */
export type Health = Readonly<Record<string, string>>;

export const OK = "ok";
const LONGEST_MS = 3000;

export async function healthOf(checks: Readonly<Record<string, Check>>): Promise<Health> {
	const found = Object.entries(checks).map(async ([part, check]) => [part, await said(check)] as const);
	return Object.fromEntries(await Promise.all(found));
}

async function said(check: Check): Promise<string> {
	const late = sleep(LONGEST_MS, `It did not answer within ${LONGEST_MS / 1000} s.`, { ref: false });
	try {
		return await Promise.race([check().then(() => OK), late]);
	} catch (error) {
		if (isBotError(error)) return error.sentence;
		return error instanceof Error ? error.message : String(error);
	}
}
