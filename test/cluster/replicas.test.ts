// Several bots and one cluster: whoever asks hears of a Run, none runs twice, and what dies under it is said or goes unnoticed.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Lab, NAMESPACE, openLab, put, request, run, until } from "./lab.ts";

let lab: Lab;
beforeAll(async () => {
	lab = await openLab({ pool: 2 });
}, 600_000);
afterEach(() => lab.close());
afterAll(() => lab?.end());

/** Leaves a line for each time that it ran. */
const COUNTED = "import time\nopen('count', 'a').write('x')\ntime.sleep(4)\nprint(len(open('count').read()))";

test("one bot begins a Run and dies, the other hears what it came to, and it ran once", async () => {
	const thread = "slack:T1:C1:1.1";
	const [first, second] = await Promise.all([lab.open(), lab.open()]);
	const asked = await request(first, thread, COUNTED);
	const begun = first.run(asked).catch((error: unknown) => String(error));
	await new Promise((resolve) => setTimeout(resolve, 1500));
	await first.detach();
	expect(await begun).toContain("let go of it");
	const heard = await second.run(asked);
	expect(heard).toMatchObject({ outcome: "ok", output: "1\n", variablesKept: true });
	expect(await second.run(asked)).toEqual(heard);
	const third = await lab.open();
	expect(await third.run(asked)).toEqual(heard);
	expect((await run(third, thread, "print(open('count').read())")).output).toBe("x\n");
	await third.forget(thread);
}, 180_000);

test("two bots that open a thread at once have one sandbox, and both may ask for one Run", async () => {
	const thread = "slack:T1:C1:2.2";
	const [first, second] = await Promise.all([lab.open(), lab.open()]);
	const never = new AbortController().signal;
	const [one, other] = await Promise.all([first.open(thread, never), second.open(thread, never)]);
	expect(one).toEqual(other);
	const asked = await request(first, thread, COUNTED);
	const [mine, theirs] = await Promise.all([first.run(asked), second.run(asked)]);
	expect([mine.output, theirs.output]).toEqual(["1\n", "1\n"]);
	await second.close(thread);
	// The first hears of it by the watch.
	await until("the first bot knows", async () => (await first.look(thread)).kind === "closed");
	const after = await run(first, thread, "print('time' in dir(), open('count').read())");
	expect(after.output).toBe("False x\n");
	await first.forget(thread);
}, 180_000);

test("an API server that is killed during a Run and comes back costs nothing but time", async () => {
	const thread = "slack:T1:C1:3.3";
	const sandbox = await lab.open();
	const asked = await request(sandbox, thread, COUNTED);
	const begun = sandbox.run(asked);
	begun.catch(() => {});
	await new Promise((resolve) => setTimeout(resolve, 1000));
	const killed = performance.now();
	await lab.cluster.killApiServer();
	await new Promise((resolve) => setTimeout(resolve, 1000));
	await lab.cluster.restartApiServer();
	expect(await begun).toMatchObject({ outcome: "ok", output: "1\n", variablesKept: true });
	console.log(`the result was there ${Math.round(performance.now() - killed)} ms after the API server was killed`);
	expect((await run(sandbox, thread, "print(time.__name__)")).output).toBe("time\n");
	await sandbox.forget(thread);
}, 180_000);

test("a Pod that somebody deletes during a Run is said to be gone; files are there, and the next program runs", async () => {
	const thread = "slack:T1:C1:4.4";
	const sandbox = await lab.open();
	await put(sandbox, thread, "kept.csv", Buffer.from("a\n1\n"));
	const asked = await request(sandbox, thread, "import time\nopen('made', 'w').write('1')\ntime.sleep(60)");
	const begun = sandbox.run(asked);
	await new Promise((resolve) => setTimeout(resolve, 1500));
	const [name = ""] = (
		await lab.cluster.kubectl([
			...["get", "sandboxclaims", "--namespace", NAMESPACE],
			...["--output", "jsonpath={.items[*].status.sandbox.name}"],
		])
	).split(" ");
	await lab.cluster.kubectl(["delete", "pod", name, "--namespace", NAMESPACE, "--wait=false"]);
	const lost = await begun;
	expect(lost).toMatchObject({ outcome: "lost", variablesKept: false });
	expect(lost.notes[0]).toBe(
		"The sandbox was shut down from outside while the code was running, so its result is unknown: variables are gone, files are kept.",
	);
	expect(lost.changed).toEqual(["made"]);
	expect(await sandbox.run(asked)).toEqual(lost);
	expect((await run(sandbox, thread, "import os\nprint(sorted(os.listdir()))")).output).toBe("['kept.csv', 'made']\n");
	expect(lab.told).toEqual([]);
	await sandbox.forget(thread);
}, 180_000);

test("whoever waits for a sandbox is told the place in the line, and gets one when another is free", async () => {
	const sandbox = await lab.open();
	const quota = (pods: string) =>
		lab.cluster.kubectl([
			...["patch", "resourcequota", "all", "--namespace", NAMESPACE, "--type", "merge", "--patch"],
			JSON.stringify({ spec: { hard: { pods } } }),
		]);
	await lab.pool(0);
	await until("the spares are gone", async () => (await lab.names("pods")).length === 0);
	await quota("1");
	await run(sandbox, "slack:T1:C1:5.1", "1");
	const places: number[][] = [[], []];
	const never = new AbortController();
	const waiting = [0, 1].map(async (n) => {
		await new Promise((resolve) => setTimeout(resolve, 1500 * n));
		return await sandbox.open(`slack:T1:C1:5.${n + 2}`, never.signal, {
			onPosition: (place) => places[n]?.push(place),
		});
	});
	await until("both were told", async () => places.every((one) => one.length > 0));
	expect(places).toEqual([[1], [2]]);
	never.abort(new Error("nobody waits any more"));
	await expect(Promise.allSettled(waiting)).resolves.toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
	await quota("100");
	expect((await run(sandbox, "slack:T1:C1:5.2", "print(7)")).output).toBe("7\n");
	for (const n of [1, 2, 3]) await sandbox.forget(`slack:T1:C1:5.${n}`);
}, 240_000);
