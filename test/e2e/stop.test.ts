// Stop in each state, and output while a program runs.

import { afterAll, beforeAll, expect, test } from "vitest";
import { openStage, type Stage } from "./stage.ts";
import { alice, codeIn, until, visible } from "./twin.ts";

let stage: Stage;
beforeAll(async () => {
	stage = await openStage();
});
afterAll(() => stage?.close());

test("output goes into the message while the program runs, and a pinging program pings nobody", async () => {
	const { twin } = stage;
	const ts = await stage.propose(
		"import time\nprint('<' + '!channel> <' + '@U02BOB> @here ' + '`' * 3)\ntime.sleep(3)\nprint('end')",
	);
	await stage.approve(ts);
	await twin.saying(ts, "<!channel> <@U02BOB>");
	await twin.saying(ts, /end/);
	for (const said of await twin.thread(ts)) {
		if (said.user === alice) continue;
		// What is not in a box, where nothing is read as markup, is escaped.
		const outside = JSON.stringify([said.text, (said.blocks ?? []).filter(({ type }) => type !== "rich_text")]);
		expect(outside).not.toContain("<!channel>");
		expect(outside).not.toContain("<@U02BOB>");
	}
});
test("Stop while the model writes", async () => {
	const { twin, model } = stage;
	model.pace = 300;
	const ts = await twin.say("<@U0BOT> read it");
	const status = await twin.withButton(ts, "Stop");
	await twin.click(status, "Stop");
	await twin.saying(ts, /Stopped by alice/i);
	model.pace = 0;
	expect((await twin.thread(ts)).flatMap(codeIn)).toEqual([]);
});

test("Stop while code waits for approval", async () => {
	const { twin } = stage;
	const ts = await stage.propose("print('never')");
	await twin.click(await twin.withButton(ts, "Stop"), "Stop");
	await twin.saying(ts, /Stopped by alice/i);
	expect((await twin.thread(ts)).map(visible).join()).not.toContain("It worked");
});

test("Stop while the program runs really stops it, and variables are kept", async () => {
	const { twin } = stage;
	const ts = await stage.propose(
		"import time\nalive = 7\nfor i in range(600):\n    print(i)\n    open('beat.txt', 'w').write(str(i))\n    time.sleep(0.1)",
	);
	await stage.approve(ts);
	const card = await twin.withButton(ts, "Stop");
	await until("output in the card", async () =>
		(await twin.thread(ts)).some((said) => said.ts === card.ts && /\b1\n2\b/.test(visible(said))),
	);
	await twin.click(await twin.withButton(ts, "Stop"), "Stop");
	await twin.saying(ts, /Stopped by alice/i);
	await twin.say(
		"say: import time; a = open('beat.txt').read(); time.sleep(0.5); print('still', a == open('beat.txt').read(), alive)",
		{ thread: ts },
	);
	await stage.approve(ts);
	await twin.saying(ts, "still True 7");
});
