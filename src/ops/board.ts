// The queue's board: which Threads are being worked on. It shows ids alone, since a ring holds nothing else, and changes nothing.

import { createBullBoard } from "@bull-board/api";
import { BullAdapter } from "@bull-board/api/bullAdapter";
import { ExpressAdapter } from "@bull-board/express";
import type { RequestHandler } from "express";

type Jobs = ConstructorParameters<typeof BullAdapter>[0];

export function openBoard(jobs: Jobs): (path: string) => RequestHandler {
	return (path) => {
		const serverAdapter = new ExpressAdapter();
		serverAdapter.setBasePath(path);
		createBullBoard({ queues: [new BullAdapter(jobs, { readOnlyMode: true })], serverAdapter });
		return serverAdapter.getRouter();
	};
}
