// Full-disk errors: how they are recognised, and how they are reported.

import { z } from "zod";
import { BotError } from "../../../core/errors.ts";

const fullSchema = z.union([
	z.object({ code: z.enum(["ENOSPC", "EDQUOT"]) }),
	// What a program such as `mkfs` says.
	z.object({ stderr: z.string().regex(/no space left on device|disk quota exceeded/i) }),
]);

export function isFull(error: unknown): boolean {
	return fullSchema.safeParse(error).success;
}

/** A step whose bare error about a full disk becomes a BotError `disk_full`. */
export async function asDiskFull<T>(step: Promise<T>): Promise<T> {
	return await step.catch((error: unknown) => {
		if (!isFull(error)) throw error;
		throw new BotError(
			"disk_full",
			"This machine's disk is full, so this could not be done; free some space and try again.",
			{ cause: error },
		);
	});
}
