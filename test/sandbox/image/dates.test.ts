// Dates that a cell could not read: what is told reads them all, with the zone that they have, and pandas' own advice stays.

import { describe, expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";

const lab = openLab({ runTimeoutMs: 20_000 });
const thread = "slack:T:C:dates";

async function told(values: readonly string[], code: string) {
	const source = `import pandas as pd\ndf = pd.DataFrame({"at": ${JSON.stringify(values)}})\n${code}`;
	const { error } = await lab.run(thread, source);
	return { cause: error?.cause, cure: (error?.facts ?? []).join("\n"), message: error?.message };
}
/** How many values come out, and the hours in UTC, if what was told is done. */
async function followed(values: readonly string[], cure: string) {
	const code = /pd\.to_datetime\(.*\)(?=[.;])/.exec(cure)?.[0];
	const source = `import pandas as pd\ndf = pd.DataFrame({"at": ${JSON.stringify(values)}})\nx = ${code}\nprint(int(x.notna().sum()), x.dt.strftime("%m-%d %H").tolist())`;
	return (await lab.run(thread, source)).output.trim();
}
const READ = 'df["at"] = pd.to_datetime(df["at"])';

describe("times with an offset", () => {
	it.each([
		[
			"two",
			["2024-03-30T10:00:00+01:00", "2024-03-31T10:00:00+02:00"],
			"+01:00 (1), +02:00 (1)",
			"2 ['03-30 09', '03-31 08']",
		],
		[
			"three",
			["2024-03-30 10:00-0500", "2024-03-31 10:00-0400", "2024-04-01 10:00+0900"],
			"-0500 (1), -0400 (1), +0900 (1)",
			"3 ['03-30 15', '03-31 14', '04-01 01']",
		],
		[
			"Z beside +09:00",
			["2024-03-30T10:00:00Z", "2024-03-31T10:00:00+09:00"],
			"Z (1), +09:00 (1)",
			"2 ['03-30 10', '03-31 01']",
		],
		[
			"with parts of a second",
			["2024-03-30T10:00:00.250+01:00", "2024-03-31T10:00:00+02:00"],
			"+01:00 (1), +02:00 (1)",
			"2 ['03-30 09', '03-31 08']",
		],
	])("are put on one clock: %s", async (_, values, offsets, hours) => {
		const { cause, cure } = await told(values, READ);
		expect(cause).toBe(`at holds times with their offset from UTC: ${offsets}.`);
		expect(cure).toContain("utc=True");
		expect(await followed(values, cure)).toBe(hours);
	});

	it("keep pandas' own advice", async () => {
		const { message, cure } = await told(["2024-03-30T10:00:00+01:00", "2024-03-31T10:00:00+02:00"], READ);
		expect(message).toContain("Pass utc=True");
		expect(cure).toContain("pd.to_datetime(df['at'], utc=True)");
	});

	it("are read by a form of one's own that knows the day first", async () => {
		const values = ["01/03/2024 10:00 PM +0100", "22/03/2024 10:00 PM +0200"];
		const { cure } = await told(values, READ);
		expect(await followed(values, cure)).toBe("2 ['03-01 21', '03-22 20']");
	});

	it("lose the zone by a form without one, which is not told", async () => {
		const values = ["2024-03-30 10:00:00Z", "2024-03-31 10:00:00+09:00"];
		const { cure } = await told(values, 'pd.to_datetime(df["at"], format="%Y-%m-%d %H:%M:%S")');
		expect(cure).not.toContain("'%Y-%m-%d %H:%M:%S'");
		expect(await followed(values, cure)).toBe("2 ['03-30 10', '03-31 01']");
	});

	it("are told where a column of them is still text", async () => {
		const values = ["2024-03-30 10:00:00Z", "2024-03-31 10:00:00+09:00"];
		const { cause, cure } = await told(values, 'df["month"] = df["at"].dt.month');
		expect(cause).toContain("Z (1), +09:00 (1)");
		expect(await followed(values, cure)).toBe("2 ['03-30 10', '03-31 01']");
	});

	it("beside words and times without one are counted", async () => {
		const values = ["2024-03-30 10:00:00+01:00", "2024-03-31 10:00:00", "unknown"];
		const { cause, cure } = await told(values, READ);
		expect(cause).toBe(
			"at holds times with their offset from UTC: +01:00 (1); 1 without one, which are taken for UTC.",
		);
		expect(cure).toContain("1 of 3 values in at are no dates, for example 'unknown'.");
		expect(await followed(values, cure)).toBe("2 ['03-30 09', '03-31 10', nan]");
	});
});

describe("times without an offset", () => {
	it.each([
		["with a T", ["2024-03-30T10:00:00", "30.03.2024"], "2 ['03-30 10', '03-30 00']"],
		[
			"with parts of a second",
			["2024-03-30 10:00:00.5", "2024-03-30 10:00:00", "2024-03-30"],
			"3 ['03-30 10', '03-30 10', '03-30 00']",
		],
		["in the afternoon", ["03/30/2024 2:05 PM", "x"], "1 ['03-30 14', nan]"],
		["with German months", ["1. Jan. 2024", "15. März 2024"], "2 ['01-01 00', '03-15 00']"],
		["with German months that are English ones, too", ["April 2024", "Mai 2024"], "2 ['04-01 00', '05-01 00']"],
		["with Spanish months", ["3 de marzo de 2024", "1 de enero de 2024"], "2 ['03-03 00', '01-01 00']"],
		["with months as Excel writes them", ["Jan-24", "Dec-23", "?"], "2 ['01-01 00', '12-01 00', nan]"],
		["of Japanese eras", ["令和6年1月5日", "令和元年5月3日"], "2 ['01-05 00', '05-03 00']"],
		["in full-width digits", ["２０２４年１月５日", "２０２４年１２月２５日"], "2 ['01-05 00', '12-25 00']"],
		["in two forms", ["2024-01-05", "13/02/2024"], "2 ['01-05 00', '02-13 00']"],
	])("are all read by what is told: %s", async (_, values, hours) => {
		const { cure } = await told(values, READ);
		expect(await followed(values, cure)).toBe(hours);
	});
});
