// Discord's gateway when it goes deaf: noticed, connected again, and nothing that was said is missed.

import { describe, expect, test } from "vitest";
import { until } from "../../e2e/twin.ts";
import { asked, started, twin, useTwin } from "./desk.ts";

useTwin();

describe("a gateway that is connected and silent", () => {
	test("is noticed where a resumed session is not confirmed; what was said meanwhile is heard", async () => {
		const desk = await started({ patience: { lookBackMs: 0, confirmMs: 1500 } });
		const { ts } = await asked(desk);
		twin.proxy.hangUp(4009);
		await until("the new connection", () => twin.proxy.connections > 1);
		await twin.say("are you there?", { thread: ts });
		await until("the message", () => desk.heard.find(({ note }) => note.text === "are you there?"));
		await twin.say("and now?", { thread: ts });
		await until("the next message", () => desk.heard.find(({ note }) => note.text === "and now?"));
	});

	test("is noticed where it only answers heartbeats, by asking what was said", async () => {
		let isNoticed = false;
		const log = (_level: string, event: string) => {
			if (event !== "discord_reconnect") return;
			isNoticed = true;
			twin.proxy.silent = false;
		};
		const desk = await started({ patience: { lookBackMs: 0, silenceMs: 1000 }, log });
		const { ts } = await asked(desk);
		twin.proxy.silent = true;
		// The look back at the start may still be under way, and takes in what is said meanwhile.
		await until("the new session", async () => {
			await twin.say("are you there?", { thread: ts });
			return isNoticed;
		});
		expect(desk.heard.some(({ note }) => note.text === "are you there?")).toBe(true);
		await twin.say("and now?", { thread: ts });
		await until("the next message", () => desk.heard.find(({ note }) => note.text === "and now?"));
	});

	test("that stays silent is not connected anew again and again, and what is said is still heard", async () => {
		const desk = await started({ patience: { lookBackMs: 0, silenceMs: 400 } });
		const { ts } = await asked(desk);
		twin.proxy.silent = true;
		const made = () =>
			desk.log.filter(({ event, fields }) => event === "discord_reconnect" && /told/.test(String(fields.why))).length;
		// The look back at the start may still be under way, and takes in what is said meanwhile.
		await until("the new session", async () => {
			await twin.say("still there?", { thread: ts });
			return made() > 0;
		});
		for (const text of ["one", "two"]) {
			await twin.say(text, { thread: ts });
			await until(text, () => desk.heard.find(({ note }) => note.text === text));
		}
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(made()).toBe(1);
	});

	test("is left alone where nobody says anything", async () => {
		const desk = await started({ patience: { lookBackMs: 0, silenceMs: 300 } });
		await asked(desk);
		await new Promise((resolve) => setTimeout(resolve, 1500));
		expect(desk.log.some(({ event }) => event === "discord_reconnect")).toBe(false);
	});

	test("closed by Discord with 1000, it is connected again", async () => {
		const desk = await started();
		const { ts } = await asked(desk);
		const before = twin.proxy.connections;
		twin.proxy.hangUp(1000);
		await until("the new connection", () => twin.proxy.connections > before);
		await twin.say("back?", { thread: ts });
		await until("the message", () => desk.heard.find(({ note }) => note.text === "back?"));
	});
});
