// Errors of the engine, refusals and silences, as sentences for people.

import { z } from "zod";
import { BotError } from "../../../core/errors.ts";
import { Hung } from "./breaker.ts";

const faultSchema = z.object({
	statusCode: z.number().optional(),
	code: z.string().optional(),
	message: z.string().optional(),
});

/** The engine's answer as an HTTP status, if it gave one. */
export function statusOf(error: unknown): number | undefined {
	const parsed = faultSchema.safeParse(error);
	return parsed.success ? parsed.data.statusCode : undefined;
}

export function missing(image: string, cause: unknown): BotError {
	return new BotError(
		"sandbox_image",
		`The sandbox image ${image} is missing on this Docker engine, so no code can run; \`npm start\` builds it, or \`docker compose build\` in containers.`,
		{ cause },
	);
}

export function asBotError(error: unknown): unknown {
	const fault = faultSchema.safeParse(error).data;
	if (/no space left on device/i.test(fault?.message ?? "")) {
		return new BotError("disk_full", "The Docker engine's disk is full, so no code can run; free some space.", {
			cause: error,
		});
	}
	// The engine answered: the caller knows what its answer means.
	if (fault?.statusCode !== undefined) return error;
	if (error instanceof Hung) {
		return new BotError(
			"sandbox_down",
			`The Docker engine is not responding (${error.message}), so no code can run for now; I check it every second, so try again in a minute.`,
			{ cause: error },
		);
	}
	return new BotError(
		"sandbox_down",
		"The Docker engine cannot be reached, so no code can run; check that it is running and that the bot's user may use it.",
		{ cause: error },
	);
}
