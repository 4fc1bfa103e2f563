// Errors of the API server, refusals and silences, as sentences for people.

import { z } from "zod";
import { BotError } from "../../../core/errors.ts";

const faultSchema = z.object({ code: z.number().int().optional(), statusCode: z.number().int().optional() });

/** The server's answer as an HTTP status, if it gave one. */
export function statusOf(error: unknown): number | undefined {
	const fault = faultSchema.safeParse(error).data;
	return fault?.code ?? fault?.statusCode;
}

export function asBotError(error: unknown): unknown {
	if (error instanceof BotError) return error;
	const status = statusOf(error);
	if (status === 401 || status === 403) {
		return new BotError(
			"sandbox_down",
			"The Kubernetes API server refuses what the bot asks for, so no code can run; give its service account the rights that docs/kubernetes.md lists.",
			{ cause: error },
		);
	}
	// It answered: the caller knows what its answer means.
	if (status !== undefined && status < 500) return error;
	return down(error);
}

export function down(cause: unknown): BotError {
	return new BotError(
		"sandbox_down",
		"The Kubernetes API server does not answer, so no code can run for now; try again in a minute.",
		{ cause },
	);
}
