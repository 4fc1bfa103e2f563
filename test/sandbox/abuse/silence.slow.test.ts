// A bot that never comes back leaves no container behind.

import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import { expect, it } from "vitest";
import { startAgent } from "../talk.ts";

it("an agent ends its container when no host has spoken to it for long, and not while one does", async () => {
	const agent = await startAgent({ deadManS: 15 });
	try {
		const running = async () => (await new Docker().getContainer(agent.id).inspect()).State.Running;
		const host = await agent.talk();
		for (let n = 1; n <= 20; n += 1) {
			host.send({ t: "ping", n });
			await host.next("pong");
			await sleep(1000);
		}
		expect(await running()).toBe(true);
		host.close();
		await expect.poll(running, { timeout: 60_000 }).toBe(false);
	} finally {
		await agent.end();
	}
}, 120_000);
