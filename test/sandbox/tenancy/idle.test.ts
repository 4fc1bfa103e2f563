import { describe, expect, it } from "vitest";
import { isIdle } from "../../../src/sandbox/tenancy/idle.ts";

describe("a sandbox", () => {
	it("may go once it has idled, and not while something runs in it", () => {
		expect(isIdle({ lastUsed: 0, busy: false }, 1000, 1000)).toBe(true);
		expect(isIdle({ lastUsed: 1, busy: false }, 1000, 1000)).toBe(false);
		expect(isIdle({ lastUsed: 0, busy: true }, 1000, 1000)).toBe(false);
	});
});
