// Charts in a Turn: one more try for a bad one, and an answer whatever comes of that try.

import { describe, expect, test } from "vitest";
import type { Run } from "../../../src/core/domain.ts";
import type { Look } from "../../../src/core/ports.ts";
import { csv, fakeWorld, keyError, ok, script } from "../../fakes/world.ts";

const file = { id: "a1", name: "sales.png", size: 2000, sha256: "0" };

function chart(output: string, faults: readonly string[], name = file.name): Partial<Run> {
	const axes = { kinds: ["bar" as const], series: 1, points: 3, title: "t", x: "x", y: "y", ticks: [], faults };
	return {
		...ok(output, [name]),
		artifacts: [{ ...file, name }],
		seen: { figures: [{ file: name, axes: [axes] }] },
	};
}

async function played(o: NonNullable<Parameters<typeof fakeWorld>[0]>, clicks: number, look?: Look) {
	const bot = fakeWorld({ ...o, says: [...(o.says ?? [])], does: [...(o.does ?? [])] });
	if (look !== undefined) Object.assign(bot.whole, { look });
	await bot.say("plot the sales per town and print the total", { files: [csv] });
	await bot.work();
	for (let at = 0; at < clicks; at++) {
		await bot.click("approve");
		await bot.work();
	}
	return bot;
}

const drawing = (number: number) => script(`df.plot()\nprint("draws ${number}")`);
const [first, second] = [drawing(1), drawing(2)];

test("a chart with a fault goes back once, and the second, which is right, is the answer", async () => {
	const does = [chart("total: 3", ["overlap x"]), chart("total: 3", [])];
	const bot = await played({ says: [first, second, "The total is 3."], does }, 2);
	expect(bot.requests[1]?.at(-1)?.content).toMatch(
		/chart is not fit to be shown:\n- the labels on its x axis overlap: /,
	);
	expect(bot.end()).toMatchObject({ kind: "answered", attempt: 1 });
	expect(bot.end()).not.toHaveProperty("under");
});

test("a fault that stays is said under the answer", async () => {
	const does = [chart("total: 3", ["overlap x", "empty"]), chart("total: 3", ["overlap x"])];
	const bot = await played({ says: [first, second, "The total is 3."], does }, 2);
	expect(bot.end()).toMatchObject({
		...{ kind: "answered", attempt: 1 },
		under: ["Chart: the labels on its x axis overlap."],
	});
});

describe("the first chart is the answer, with its fault under it", () => {
	const under = ["Chart: the labels on its x axis overlap."];
	const bad = chart("total: 3", ["overlap x"]);
	const says = [first, second, "The total is 3."];

	test.each([
		["has more faults", chart("total: 3", ["overlap x", "back_and_forth"])],
		["has as many", chart("total: 3", ["overlap y"])],
		["has values that are text", chart("total: 3", ["text_values 1, 2"])],
		["prints nothing", ok("")],
		["fails", keyError()],
		["runs out of time", { outcome: "timed_out" as const }],
	])("where the second %s", async (_what, does) => {
		const bot = await played({ says, does: [bad, does] }, 2);
		expect(bot.end()).toMatchObject({ kind: "answered", attempt: 0, under });
		expect(bot.requests.at(-1)?.at(-1)?.content).toContain("total: 3");
		expect(bot.runs).toHaveLength(2);
	});

	test("where the model sends the same code again", async () => {
		const bot = await played({ says: [first, first, "The total is 3."], does: [bad] }, 1);
		expect(bot.end()).toMatchObject({ kind: "answered", attempt: 0, under });
	});

	test("where the model sends words in place of code", async () => {
		const bot = await played({ says: [first, "It is fine.", "It is fine.", "The total is 3."], does: [bad] }, 1);
		expect(bot.end()).toMatchObject({ kind: "answered", attempt: 0, under });
	});

	test("where no fix may be tried", async () => {
		const bot = await played({ says: [first, "The total is 3."], does: [bad], settings: { maxFixes: 0 } }, 1);
		expect(bot.end()).toMatchObject({ kind: "answered", attempt: 0, under });
	});
});

test("what people refused is not gone back to", async () => {
	const does = [chart("total: 3", ["overlap x"]), keyError()];
	const says = [first, second, drawing(3), drawing(4)];
	const bot = await played({ says, does }, 1);
	await bot.click("reject", { reason: "per month, not per town" });
	await bot.work();
	await bot.click("approve");
	await bot.work();
	expect(bot.turn().state.kind).toBe("waiting");
	expect(bot.turn().attempts).toHaveLength(4);
});

test("values that are text are not answered from", async () => {
	const does = [chart("$1.00$2.00", ["text_values $1.00, $2.00"]), chart("$1.00$2.00", ["text_values $1.00, $2.00"])];
	const bot = await played({ says: [first, second], does }, 2);
	expect(bot.end()).toMatchObject({ kind: "gave_up", sentence: expect.stringContaining("its values are text") });
});

describe("with a vision model", () => {
	const fine = [chart("total: 3", []), chart("total: 3", [])];
	const says = [first, second, "The total is 3."];

	test("each picture is looked at once, and what was seen goes back once", async () => {
		const looked: Parameters<Look>[0][] = [];
		const bot = await played({ says, does: fine }, 2, async (picture) => {
			looked.push(picture);
			return looked.length === 1 ? ["text_cut"] : [];
		});
		expect(looked.map(({ type, turn }) => [type, turn])).toEqual([1, 2].map(() => ["image/png", bot.turn().id]));
		expect(bot.requests[1]?.at(-1)?.content).toContain("cut off");
		expect(bot.end()).toMatchObject({ kind: "answered", attempt: 1 });
		expect(bot.turn().attempts.map(({ run }) => run?.seen?.figures?.[0]?.looks)).toEqual([["text_cut"], []]);
	});

	test("of two pictures the better one is kept", async () => {
		const found = [["text_cut"], ["text_cut", "squeezed"]];
		const bot = await played({ says, does: fine }, 2, async () => found.shift());
		expect(bot.end()).toMatchObject({
			...{ kind: "answered", attempt: 0 },
			under: ["Chart: a text at its edge seems to be cut off."],
		});
	});

	test("that can tell nothing, everything is as without one", async () => {
		const bot = await played({ says: [first, "The total is 3."], does: fine }, 1, async () => undefined);
		expect(bot.end()).toMatchObject({ kind: "answered", attempt: 0 });
		expect(bot.turn().attempts[0]?.run?.seen?.figures?.[0]).not.toHaveProperty("looks");
	});

	test("a picture of which the kernel knows nothing is looked at, too", async () => {
		const plain: Partial<Run> = { ...ok("total: 3", ["sales.png"]), artifacts: [file] };
		const bot = await played({ says, does: [plain, plain] }, 2, async () => ["no_data"]);
		expect(bot.end()).toMatchObject({ attempt: 0, under: ["Chart: it seems to show no data."] });
	});

	test("only pictures are sent, no large ones, and no more than three", async () => {
		const names = ["a.png", "b.jpg", "c.svg", "d.csv", "e.png", "f.png"];
		const many = names.map((name) => ({ ...file, name }));
		const artifacts = [{ ...file, name: "big.png", size: 5 * 1024 ** 2 }, ...many];
		const types: string[] = [];
		await played({ says: [first, "3."], does: [{ ...ok("3", names), artifacts }] }, 1, async ({ type }) => {
			types.push(type);
			return [];
		});
		expect(types).toEqual(["image/png", "image/jpeg", "image/png"]);
	});

	test("the chart of a Run that goes back for something else is not looked at", async () => {
		let looked = 0;
		const failed: Partial<Run> = { ...ok("Error: no column town", [file.name]), artifacts: [file] };
		await played({ says: [first, second, "3."], does: [failed, ok("3")] }, 2, async () => {
			looked++;
			return [];
		});
		expect(looked).toBe(0);
	});
});
