import { describe, expect, it } from "vitest";
import { isIdle, orphans } from "../../src/sandbox/reaper.ts";

describe("a sandbox", () => {
	it("may go once it has idled, and not while something runs in it", () => {
		expect(isIdle({ lastUsed: 0, busy: false }, 1000, 1000)).toBe(true);
		expect(isIdle({ lastUsed: 1, busy: false }, 1000, 1000)).toBe(false);
		expect(isIdle({ lastUsed: 0, busy: true }, 1000, 1000)).toBe(false);
	});

	it("is kept over a restart where it runs, fits and is known; else it is removed", () => {
		const good = { id: "1", running: true, thread: "t", spec: "s" };
		const found = [
			good,
			{ ...good, id: "2", running: false },
			{ ...good, id: "3", spec: "old" },
			{ ...good, id: "4", thread: "stranger" },
		];
		expect(orphans(found, "s", new Set(["t"])).map((one) => one.id)).toEqual(["2", "3", "4"]);
	});
});
