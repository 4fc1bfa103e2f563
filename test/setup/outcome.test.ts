// What is said of a run of the tests: counted by file, so that a second try of the failed ones takes their place.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { countOf, failedFiles, failuresOf, outcomeOf } from "../../scripts/services/outcome.ts";
import { stateFolder } from "./folder.ts";

const told = (report: unknown) => {
	const file = join(stateFolder(), "report.json");
	writeFileSync(file, typeof report === "string" ? report : JSON.stringify(report));
	return outcomeOf(file);
};
const passes = { fullName: "adds", status: "passed" };
const fails = { fullName: "divides", status: "failed" };

test("files are counted apart, and a second try of the failed ones takes their place", () => {
	const first = told({
		success: false,
		testResults: [
			{ name: "/a.test.ts", status: "passed", assertionResults: [passes, passes] },
			{ name: "/b.test.ts", status: "failed", assertionResults: [passes, fails] },
			{ name: "/c.test.ts", status: "failed", message: "no such module", assertionResults: [] },
		],
	});
	expect(countOf(first)).toEqual({ passed: 3, failed: 2 });
	expect(failedFiles(first)).toEqual(["/b.test.ts", "/c.test.ts"]);
	expect(failuresOf(first)).toEqual(["/b.test.ts: divides", "/c.test.ts: no such module"]);
	const second = told({
		success: false,
		testResults: [
			{ name: "/b.test.ts", status: "passed", assertionResults: [passes, { ...fails, status: "passed" }] },
			{ name: "/c.test.ts", status: "failed", message: "no such module", assertionResults: [] },
		],
	});
	expect(countOf(new Map([...first, ...second]))).toEqual({ passed: 4, failed: 1 });
});

test.each([
	["left no report", "", "it ended before its first test"],
	["broke beside its tests", { success: false, testResults: [] }, "an error beside its tests"],
])("a run that %s is one failure, and no file of it is played again", (_, report, why) => {
	const outcome = told(report);
	expect(countOf(outcome)).toEqual({ passed: 0, failed: 1 });
	expect(failuresOf(outcome)).toEqual([`(the run itself): ${why}`]);
	expect(failedFiles(outcome)).toEqual([]);
});
