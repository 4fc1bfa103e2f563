// Attacks by whoever serves a file: a host that stops in the middle does not hold its thread for ever.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openApi } from "../../src/adapters/slack/api.ts";
import { fetchFile } from "../../src/adapters/slack/files.ts";

test.each(["before its first byte", "after half of the file"])(
	"a file whose host falls silent %s is given up, and the person is asked to upload it again (H05)",
	async (when) => {
		const server = createServer((_, response) => {
			response.writeHead(200, { "content-type": "text/csv", "content-length": "100" });
			if (when === "after half of the file") response.write("x".repeat(50));
			else response.flushHeaders();
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		onTestFinished(() => {
			server.closeAllConnections();
			server.close();
		});
		const { port } = server.address() as AddressInfo;
		const url = `http://127.0.0.1:${port}`;
		const never = new AbortController().signal;
		const api = openApi({
			botToken: "xoxb-1",
			apiUrl: `${url}/api/`,
			log: () => {},
			closing: never,
			onLimit: () => {},
			room: async () => {},
		});
		const options = { api, botToken: "xoxb-1", fileHosts: [url], maxUploadBytes: 1000 };
		const source = JSON.stringify({ id: "F1", kind: "held", url: `${url}/a.csv` });
		const reading = async () => {
			const file = { id: "F1", name: "sales.csv", size: 100, source };
			for await (const chunk of await fetchFile(options, file, never)) expect(chunk.length).toBeLessThanOrEqual(50);
		};
		await expect(reading()).rejects.toMatchObject({
			code: "file_gone",
			sentence: expect.stringContaining("upload it again"),
		});
	},
);
