// The queue's board: which Threads are being worked on. It shows ids alone, since a ring holds nothing else, and changes nothing.

import { createBullBoard } from "@bull-board/api";
import { BullAdapter } from "@bull-board/api/bullAdapter";
import { ExpressAdapter } from "@bull-board/express";
import type { RequestHandler } from "express";

/** A sentence of the board's page, by its key. */
const FAILED = { key: "ERRORS.INTERNAL_SERVER_ERROR" };

type Jobs = ConstructorParameters<typeof BullAdapter>[0];

export function openBoard(jobs: Jobs): (path: string) => RequestHandler {
	return (path) => {
		const serverAdapter = new ExpressAdapter();
		serverAdapter.setBasePath(path);
		createBullBoard({ queues: [new BullAdapter(jobs, { readOnlyMode: true })], serverAdapter });
		// In place of its own, which shows the whole stack where NODE_ENV is `development`.
		serverAdapter.setErrorHandler((error) => {
			const status = "status" in error && error.status === 400 ? 400 : 500;
			return { status, body: { error: FAILED, message: error.message } };
		});
		return serverAdapter.getRouter();
	};
}
