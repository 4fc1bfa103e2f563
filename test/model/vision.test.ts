// A vision model over HTTP: what it is shown, what counts as an answer, and that nothing else changes anything.

import { expect, test } from "vitest";
import { QUESTIONS } from "../../src/core/fix/chart-check.ts";
import { openVision } from "../../src/model/vision.ts";
import { startVisionServer, type VisionServer } from "../fakes/vision-server.ts";

const picture = Buffer.from("89504e470d0a1a0a", "hex");

function saying(...yes: readonly string[]): string {
	return JSON.stringify(Object.fromEntries(Object.keys(QUESTIONS).map((code) => [code, yes.includes(code)])));
}

function look(server: VisionServer | string, o: { signal?: AbortSignal; limitMs?: number; apiKey?: string } = {}) {
	const logged: string[] = [];
	const { signal = new AbortController().signal, ...options } = o;
	const baseUrl = typeof server === "string" ? server : server.url;
	const open = openVision({ baseUrl, name: "sees", log: (_level, event) => void logged.push(event), ...options });
	const one = () =>
		open({
			bytes: (async function* () {
				yield picture.subarray(0, 3);
				yield picture.subarray(3);
			})(),
			type: "image/png",
			thread: "slack:T1:C1:1",
			turn: "t",
			signal,
		});
	return { one, logged };
}

test("it is sent the picture, the questions and nothing of the conversation, and its yes comes back", async () => {
	const server = await startVisionServer();
	server.play(saying("text_overlaps"), saying());
	const { one, logged } = look(server, { apiKey: "key" });
	expect(await one()).toEqual(["text_overlaps"]);
	expect(await one()).toEqual([]);
	expect(logged).toEqual(["chart_looked_at", "chart_looked_at"]);
	expect(server.keys[0]).toBe("Bearer key");
	expect(server.picture(0)).toEqual(picture);
	expect(Object.keys(server.asked[0] ?? {}).sort()).toEqual(
		["max_tokens", "messages", "model", "response_format", "temperature"].sort(),
	);
	const { text } = server.asked[0]?.messages[0].content[0] ?? { text: "" };
	for (const { asks } of Object.values(QUESTIONS)) expect(text).toContain(asks);
});

test("a server that refuses the form is asked in words, and from then on at once", async () => {
	const server = await startVisionServer({ structured: false });
	server.play(`Here it is:\n\`\`\`json\n${saying("text_cut")}\n\`\`\``, saying());
	const { one } = look(server);
	expect(await one()).toEqual(["text_cut"]);
	expect(await one()).toEqual([]);
	expect(server.asked.map((body) => "response_format" in body)).toEqual([true, false, false]);
});

test.each([
	["behind a thought", `<think>{"no_data": true}</think>${saying("no_data")}`, ["no_data"]],
	["with yes and no", saying("no_data").replaceAll("true", '"Yes"').replaceAll("false", '"no"'), ["no_data"]],
	["with fields of its own", saying("no_data").replace("{", '{"why": "it is blank", '), ["no_data"]],
])("an answer is understood %s", async (_how, said, found) => {
	const server = await startVisionServer();
	server.play(said);
	expect(await look(server).one()).toEqual(found);
});

test.each([
	["words", "The chart looks fine to me."],
	["half of the object", saying().slice(0, 40)],
	["another object", '{"verdict": "good"}'],
	["only some of the questions", '{"no_data": true}'],
	["numbers for yes and no", saying().replaceAll("false", "7")],
	["yes to everything", saying(...Object.keys(QUESTIONS))],
	["nothing", ""],
	["a refusal", 500],
	["a refusal of pictures, with the form and without it", 400],
	["a key that is wrong", 401],
])("a reply that is %s says nothing of the chart and is logged", async (_what, said) => {
	const server = await startVisionServer();
	server.play(said, said);
	const { one, logged } = look(server);
	expect(await one()).toBeUndefined();
	expect(logged).toEqual(["chart_not_looked_at"]);
});

test("a refusal of one picture does not cost the form for the next", async () => {
	const server = await startVisionServer();
	server.play(400, 400, saying());
	const { one } = look(server);
	expect([await one(), await one()]).toEqual([undefined, []]);
	expect(server.asked.map((body) => "response_format" in body)).toEqual([true, false, true]);
});

test("a server that is away, or silent, or a Stop holds nothing up", async () => {
	expect(await look("http://127.0.0.1:9").one()).toBeUndefined();
	const server = await startVisionServer();
	server.play(undefined, undefined);
	expect(await look(server, { limitMs: 50 }).one()).toBeUndefined();
	expect(await look(server, { signal: AbortSignal.timeout(50) }).one()).toBeUndefined();
});

test("a reply without an end is cut", async () => {
	const server = await startVisionServer();
	server.play(`${saying()}${" ".repeat(400_000)}`);
	const { one, logged } = look(server);
	expect(await one()).toBeUndefined();
	expect(logged).toEqual(["chart_not_looked_at"]);
});
