// Whole payloads in the shape in which Slack sends them, through events.ts; the ids and texts are made up.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deliveryOf, readMessage } from "../../../src/adapters/slack/events.ts";

const self = { team: "T01TEST", botUser: "U0BOT" };
const body = (name: string): unknown =>
	JSON.parse(readFileSync(join(import.meta.dirname, `payloads/${name}.json`), "utf8"));
const read = (name: string) => readMessage(body(name), self);
const kinds = (name: string) => read(name)?.note.files.map(({ name: file, source }) => [file, JSON.parse(source).kind]);

test("an app_mention that came without its files and the file_share are one message, and the file is in the copy", () => {
	const [mention, share] = [read("mention-without-files"), read("file-share")];
	expect(mention?.note.files).toEqual([]);
	expect(kinds("file-share")).toEqual([["sales.csv", "held"]]);
	expect(share?.note.key).toBe(mention?.note.key);
	expect([mention?.addressed, share?.addressed]).toEqual([true, true]);
	expect(share?.note.text).toBe("sum per month");
	expect(deliveryOf(body("file-share"))).toMatch(/^Ev/);
});

test("a forwarded message brings its file and its words, with who wrote them", () => {
	expect(kinds("forwarded-file")).toEqual([["march.csv", "held"]]);
	expect(read("forwarded-file")?.note).toMatchObject({
		author: { id: "U01ALICE" },
		text: "sum per month\n\nForwarded from Bob Brown: the export of <March>",
	});
});

test("somebody of another workspace in a shared channel is external, and the stub of their file is asked about", () => {
	expect(read("connect-user")?.note.author).toEqual({ id: "U99EXT", name: "U99EXT", trust: "external" });
	expect(kinds("connect-user")).toEqual([["F0STUB", "ask"]]);
});

test("a guest's message does not tell that it is a guest's: whois does, at the click", () => {
	expect(read("guest")?.note.author).toEqual({ id: "U03GUEST", name: "U03GUEST", trust: "member" });
});
