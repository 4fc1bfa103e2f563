// A model server for one test, stopped after it.

import { onTestFinished } from "vitest";
import { type ModelServer, startModelServer } from "../fakes/model-server.ts";

export async function serve(options: Parameters<typeof startModelServer>[0] = {}): Promise<ModelServer> {
	const server = await startModelServer(options);
	onTestFinished(server.stop);
	return server;
}
