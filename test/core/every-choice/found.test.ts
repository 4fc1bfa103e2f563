// What play of every choice in every state has found, each by itself.

import { describe, expect, test } from "vitest";
import { BotError } from "../../../src/core/errors.ts";
import { alice, bob, csv, fakeWorld, keyError, ok, script, thread } from "../../fakes/world.ts";

type Bot = ReturnType<typeof fakeWorld>;
type Options = NonNullable<Parameters<typeof fakeWorld>[0]>;

const code = script("print(open('sales.csv').read())");
const march = { ...csv, id: "F2", name: "march.csv" };
const standing = { standing: ["pandas.Series.sum was replaced"] };

/** A question whose code waits for a click. */
async function waiting(options: Options = {}): Promise<Bot> {
	const bot = fakeWorld({ says: [code, "There are 7."], does: [ok("rows: 7")], ...options });
	await bot.say("how many rows?", { files: [csv] });
	await bot.work();
	return bot;
}

/** The same, answered; `says` and `does` are what comes next. */
async function answered({ says = [], does = [], ...more }: Options = {}): Promise<Bot> {
	const bot = await waiting({ says: [code, "There are 7.", ...says], does: [ok("rows: 7"), ...does], ...more });
	await bot.click("approve");
	await bot.work();
	expect(bot.end().kind).toBe("answered");
	return bot;
}

const asked = (bot: Bot) => (bot.requests.at(-1) ?? []).map(({ content }) => content).join("\n");
const open = (bot: Bot, kind: string) => [...bot.tickets.values()].filter((ticket) => ticket.kind === kind);
const titles = (bot: Bot) => bot.asides.map(({ title }) => title);

describe("what is said while the bot works", () => {
	test("a file that comes while the answer is written is told to the model with the words that came with it", async () => {
		const bot = await waiting({
			says: [code, "There are 7.", script("print(2)")],
			does: [
				async () => {
					await bot.say("and in march?", { files: [march] });
					return ok("rows: 7");
				},
			],
		});
		await bot.click("approve");
		await bot.work();
		expect(bot.turn().request).toBe("Alice: and in march?");
		expect(asked(bot)).toContain("File march.csv");
	});

	test("a file that was sent alone is told to the model with the next question", async () => {
		const bot = await answered({ says: [script("print(2)")] });
		await bot.say("", { files: [march] });
		await bot.work();
		await bot.say("and in march?");
		await bot.work();
		expect(asked(bot).match(/File march.csv/g)).toHaveLength(1);
		expect(asked(bot).match(/File sales.csv/g)).toHaveLength(1);
	});

	test("words that came while the answer was written are not lost to those that come as it ends", async () => {
		const bot = await waiting({
			says: [
				code,
				async () => {
					await bot.say("and rounded");
					return "There are 7.";
				},
				script("print(2)"),
			],
			does: [
				async () => {
					await bot.say("and the mean?", { author: bob });
					return ok("rows: 7");
				},
			],
		});
		await bot.click("approve");
		await bot.work();
		expect(asked(bot)).toContain("Request: and rounded");
		expect(asked(bot)).toContain("Bob: and the mean?");
		expect(bot.turn().speakers.map(({ by }) => by.name)).toEqual(["Alice", "Bob"]);
	});

	test("what came before Stop is said not to be answered; what comes after it is the next question", async () => {
		const bot = await waiting({
			does: [
				async () => {
					await bot.say("and the mean?");
					await bot.click("stop");
					await bot.say("the median instead");
					return { outcome: "cancelled", output: "" };
				},
			],
			says: [code, script("print(2)")],
		});
		await bot.click("approve");
		await bot.work();
		const stopped = bot.shown.findLast(({ state }) => state.kind === "ended" && state.end.kind === "stopped");
		expect(stopped?.notices).toContain("1 message that came before Stop was not answered.");
		expect(bot.turn().request).toBe("Alice: the median instead");
	});

	test.each(["rejected", "expired", "overtaken"])(
		"what is said before a rerun is asked about outlives that it is %s",
		async (how) => {
			const bot = await answered({ says: [script("print(2)")] });
			await bot.say("rerun");
			await bot.say("also by region");
			await bot.work();
			expect(bot.turn().state.kind).toBe("waiting");
			if (how === "rejected") await bot.click("reject", { reason: "no" });
			if (how === "expired") bot.pass(4_000_000);
			if (how === "overtaken") await bot.say("and now?");
			await bot.work();
			expect(asked(bot)).toContain("also by region");
		},
	);

	test("a question that follows reset at once is asked of a model that has heard nothing before", async () => {
		const bot = await answered({ says: [script("print(2)")] });
		await bot.say("reset");
		await bot.say("and the mean?");
		await bot.work();
		expect(titles(bot)).toEqual(["Started over"]);
		expect(asked(bot)).not.toContain("how many rows?");
	});

	test("stop that comes in the last moment is answered", async () => {
		const bot = await waiting();
		const { show } = bot.whole.adapter(thread);
		const late = {
			kind: "message",
			key: "late",
			author: alice,
			text: "stop",
			files: [],
			at: 1,
			midThread: false,
		} as const;
		const adapter = {
			...bot.whole.adapter(thread),
			show: async (...args: Parameters<typeof show>) => {
				if (args[0].state.kind === "ended") await bot.whole.store.receive(thread, late);
				return show(...args);
			},
		};
		Object.assign(bot.whole, { adapter: () => adapter });
		await bot.click("approve");
		await bot.work();
		expect(titles(bot)).toEqual(["There is nothing to stop"]);
	});
});

test("a file that comes with a rerun that cannot be is kept", async () => {
	const bot = await waiting();
	await bot.say("rerun", { files: [march] });
	await bot.work();
	expect(titles(bot)).toEqual(["One thing at a time"]);
	expect(bot.session()?.uploads.map(({ name }) => name)).toEqual(["sales.csv", "march.csv"]);
	expect(bot.turn().state.kind).toBe("waiting");
});

describe("an edit", () => {
	test("waits for a file that comes at the same moment, and is shown", async () => {
		const bot = await waiting();
		await bot.click("edit", { code: "print(2)" });
		await bot.say("", { files: [march], author: bob });
		await bot.work();
		expect(bot.turn().attempts.at(-1)?.proposal.source).toBe("print(2)\n");
		expect(open(bot, "approval")).toHaveLength(1);
	});

	test("that a new message overtakes is said to be set aside", async () => {
		const bot = await waiting({ says: [code, script("print(3)")] });
		await bot.click("edit", { code: "print(2)" });
		await bot.say("only 2024", { author: bob });
		await bot.work();
		expect(bot.turn().notices).toContain(
			"The edit by Alice was set aside, because something new came before it was shown.",
		);
	});

	test("of code that runs again is refused: that runs unchanged", async () => {
		const bot = await answered();
		await bot.say("rerun");
		await bot.work();
		await bot.click("edit", { code: "print(2)" });
		expect(bot.told.at(-1)).toContain("A rerun runs the code unchanged");
		expect(open(bot, "approval")).toHaveLength(1);
	});
});

describe("a click on Rerun counts once", () => {
	test("code that is asked about again because the kernel is new does not run because somebody sends a file", async () => {
		const bot = await answered({ does: [ok("rows: 7")] });
		const { open: opened } = bot.whole.sandbox;
		let calls = 0;
		Object.assign(bot.whole.sandbox, {
			open: async (...args: Parameters<typeof opened>) => {
				if (++calls === 2) bot.world.generation = "g2";
				return opened(...args);
			},
		});
		await bot.click("rerun");
		await bot.work();
		expect(bot.turn().passing?.at(-1)).toContain("Please approve it again");
		await bot.say("", { files: [{ ...csv, id: "F3", name: "note.txt" }], author: bob });
		await bot.work();
		expect(bot.turn().state.kind).toBe("waiting");
		expect(bot.runs).toHaveLength(1);
	});

	test("after a Run that was lost the next one has an id of its own", async () => {
		const bot = await answered({ does: [{ outcome: "lost" }, ok("rows: 7")] });
		await bot.say("rerun");
		await bot.work();
		await bot.click("approve");
		await bot.work();
		await bot.say("", { files: [march], author: bob });
		await bot.work();
		await bot.click("approve");
		await bot.work();
		expect(bot.end().kind).toBe("reran");
		expect(new Set(bot.runs.map(({ id }) => id)).size).toBe(3);
	});
});

describe("buttons", () => {
	test("Try again is closed, and no longer drawn, once something else is asked", async () => {
		const bot = await waiting({ says: [new BotError("model_down", "down"), script("print(2)")] });
		const { id } = bot.turn();
		const token = open(bot, "again")[0]?.token ?? "";
		await bot.say("another question");
		await bot.work();
		await bot.click("again", { token });
		expect(bot.told.at(-1)).toContain("This button no longer works");
		expect(bot.shown.findLast((turn) => turn.id === id)?.tools).toBeUndefined();
	});

	test("Approve that was clicked after a file was sent is closed", async () => {
		const bot = await waiting();
		await bot.say("", { files: [march] });
		await bot.click("approve");
		await bot.work();
		expect(open(bot, "approval")).toEqual([]);
		expect(bot.end().kind).toBe("answered");
	});

	test("Fresh session can be clicked after a failure", async () => {
		const bot = await waiting({
			says: [code, new TypeError("a fault of our own")],
			does: [{ ...ok("rows: 7"), ...standing }],
		});
		await bot.click("approve");
		await bot.work();
		expect(bot.end().kind).toBe("failed");
		expect(open(bot, "fresh").map(({ token }) => token)).toEqual([bot.turn().standing?.fresh]);
	});

	test("Fresh session is closed once nothing stands in the kernel any more", async () => {
		const bot = await waiting({
			says: [code, script("print(2)"), "There are 7."],
			does: [{ ...keyError(), ...standing }, ok("rows: 7")],
		});
		await bot.click("approve");
		await bot.work();
		expect(open(bot, "fresh")).toHaveLength(1);
		await bot.click("approve");
		await bot.work();
		expect(bot.end().kind).toBe("answered");
		expect(open(bot, "fresh")).toEqual([]);
	});

	test("Fresh session of a rerun is closed when a question overtakes it", async () => {
		const bot = await waiting({
			says: [code, "There are 7.", script("print(2)")],
			does: [{ ...ok("rows: 7"), ...standing }],
		});
		await bot.click("approve");
		await bot.work();
		await bot.say("rerun");
		await bot.work();
		const token = bot.turn().standing?.fresh;
		await bot.say("and the mean?");
		await bot.work();
		expect(token).toBeDefined();
		expect(bot.tickets.has(token ?? "")).toBe(false);
	});
});

test("what is said once a thread is to be forgotten begins nothing, and is forgotten with it", async () => {
	const bot = await answered({ says: [script("print(2)")] });
	await bot.bot.deleted(thread);
	await bot.say("and the mean?");
	await bot.work();
	expect(bot.session()).toBeUndefined();
	expect(titles(bot)).toEqual(["Forgotten"]);
});

describe("a thread that was taken for gone", () => {
	const gone = new BotError("thread_gone", "gone");

	test("is there again for a command and for a click", async () => {
		const bot = await waiting();
		bot.world.showFails = gone;
		await bot.work();
		expect(bot.session()?.threadGone).toBe(true);
		bot.world.showFails = undefined;
		await bot.say("export");
		await bot.click("approve");
		await bot.work();
		expect(titles(bot)).toEqual(["Nothing to export yet"]);
		expect(bot.end().kind).toBe("answered");
	});

	test("keeps the question that was asked in it", async () => {
		const bot = fakeWorld({ says: [script("print(1)")] });
		bot.world.showFails = gone;
		await bot.say("how many rows?");
		await bot.work();
		bot.world.showFails = undefined;
		await bot.say("are you there?");
		await bot.work();
		expect(asked(bot)).toContain("how many rows?");
		expect(asked(bot)).toContain("are you there?");
	});

	test("is not stored as it was before the last message, because the post before it cannot be edited", async () => {
		const bot = await answered();
		bot.world.showFails = gone;
		await bot.say("and the mean?");
		await bot.work();
		expect(bot.session()).toMatchObject({ threadGone: true, turn: { request: "and the mean?" } });
	});
});
