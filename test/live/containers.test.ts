// The installation in containers with the real model on the CPU: nothing of it is a stand-in but Slack.

import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { known } from "../../scripts/weights/known.ts";
import { visible } from "../e2e/twin.ts";
import { type Installation, install } from "../ops/containers/installation.ts";
import { approveAll } from "./approving.ts";

const stateDir = resolve(import.meta.dirname, "../..", process.env.STATE_DIR || ".threadloop");

let it: Installation;
let down: readonly string[] | undefined;
beforeAll(async () => {
	const weights = process.env.MODEL_FILE || join(stateDir, "models", known[0].name);
	it = await install({ name: `threadloop-live-${process.pid}`, profile: "cpu", weights });
}, 300_000);
afterAll(async () => {
	if (down === undefined) await it?.takeDown();
}, 120_000);

test("the real model in a container answers a question about a CSV, and nothing is left of it", async () => {
	const { twin } = it;
	const csv = "city,amount\nLyon,10\nOslo,20\nLyon,5\n";
	const ts = await twin.upload("<@U0BOT> what is the total amount per city?", { "orders.csv": csv });
	const { approvals, last } = await approveAll(twin, ts, 600_000);
	expect(approvals).toBeGreaterThan(0);
	expect(visible(last)).toMatch(/15[\s\S]*20|20[\s\S]*15|I gave up/);
	expect(await it.inBot("threadloop", "doctor")).not.toContain("✖");
	down = await it.takeDown();
	expect(down).toEqual([]);
}, 700_000);
