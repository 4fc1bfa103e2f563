// Lists that are kept up to date: once for many changes, for those they are about, and not for ever.

import { expect, test } from "vitest";
import { openLists } from "../../../src/adapters/posts/lists.ts";
import type { Listing } from "../../../src/core/ports.ts";
import { until } from "../../e2e/twin.ts";
import { nothing } from "../doors.ts";
import { alice, turn } from "../turns.ts";

function desk() {
	const drawn: string[] = [];
	const closing = new AbortController();
	const time = { now: 0 };
	const lists = openLists({ now: () => time.now, log: () => {}, closing: closing.signal });
	const open = (person: string, listing: Listing = nothing, draw?: () => Promise<void>) =>
		lists.open({
			person,
			kind: "list",
			forMs: 1000,
			ask: async () => listing,
			draw: async () => {
				await draw?.();
				drawn.push(person);
				return "kept";
			},
		});
	return { drawn, closing, time, lists, open };
}

const about = turn({ state: { kind: "writing" }, told: [{ person: "U2", place: "slack:T:D:" }] });

test("many changes are one drawing for each whom they are about: who asked, who was told, who has it in their list", async () => {
	const { drawn, lists, open } = desk();
	const muted: Listing = { ...nothing, forMe: [{ turn: about, label: "" }] };
	await open(alice.id);
	await open("U2");
	await open("U3", muted);
	await open("U4");
	expect(drawn.splice(0)).toEqual([alice.id, "U2", "U3", "U4"]);
	for (let at = 0; at < 20; at += 1) lists.changed(about);
	await until("the last of them", () => drawn.includes("U3"));
	expect(drawn).toEqual([alice.id, "U2", "U3"]);
});

test("it ends with its time, with a refusal, and where too many have one open", async () => {
	const { drawn, time, lists, open } = desk();
	await open(alice.id);
	await expect(open("U2", nothing, async () => Promise.reject(new Error("not_enabled")))).rejects.toThrow(
		"not_enabled",
	);
	time.now = 2000;
	await open("U3", { ...nothing, forMe: [{ turn: about, label: "" }] });
	drawn.splice(0);
	lists.changed(about);
	await until("the one that is left", () => drawn.length > 0);
	expect(drawn).toEqual(["U3"]);
	for (let at = 0; at < 100; at += 1) await open(`more ${at}`);
	drawn.splice(0);
	lists.changed({ ...about, id: "another", requester: { ...alice, id: "more 0" } });
	lists.changed(about);
	await until("the newer one", () => drawn.length > 0);
	expect(drawn).toEqual(["more 0"]);
});

test("once the adapter stops nothing is drawn", async () => {
	const { drawn, closing, lists, open } = desk();
	await open(alice.id);
	lists.changed(about);
	closing.abort();
	await new Promise((resolve) => setTimeout(resolve, 2200));
	expect(drawn).toEqual([alice.id]);
});
