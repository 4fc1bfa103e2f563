// A token that Discord refuses once, in a fault of its own, is not given up.

import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "../../../scripts/services/ports.ts";
import { openApi } from "../../../src/adapters/discord/api.ts";

test("after one 401 the next call goes out with the token again", async () => {
	const seen: (string | undefined)[] = [];
	const server = createServer(({ headers }, response) => {
		seen.push(headers.authorization);
		const [status, body] = seen.length === 1 ? [401, { message: "401: Unauthorized", code: 0 }] : [200, []];
		response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
	});
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
	const closing = new AbortController();
	const api = openApi({ token: "abc", apiUrl: `http://127.0.0.1:${port}/api`, log: () => {}, closing: closing.signal });
	onTestFinished(() => {
		closing.abort();
		api.close();
		server.closeAllConnections();
		server.close();
	});
	const read = () => api.get("/channels/100000000000000010/messages", { what: "read", needs: [] });
	await expect(read()).rejects.toThrow("chat_refused");
	expect(await read()).toEqual([]);
	expect(seen).toEqual(["Bot abc", "Bot abc"]);
});
