import { expect, it } from "vitest";
import { fakeWorld, ok, script } from "../../fakes/world.ts";

const files = [
	{ path: "/data/sales/2024.csv", size: 1_600_000_000 },
	{ path: "/data/weather/days.parquet", size: 10 },
];

async function firstRequest(text: string, data = files): Promise<string> {
	const world = fakeWorld({ says: [script("print(1)")], does: [ok("1")] });
	world.world.data = data;
	await world.say(text);
	await world.work();
	return world.requests[0]?.at(-1)?.content ?? "";
}

it("a question about /data finds the operator's files listed with their sizes", async () => {
	const request = await firstRequest("what is in /data?");
	expect(request).toContain("Files for everybody, read-only:\n  /data/sales/2024.csv (1600 MB)\n");
	expect(request).toContain("/data/weather/days.parquet (1 MB)");
	expect(request).not.toContain("created_at");
});

it("a question that names one of the operator's files gets its columns", async () => {
	expect(await firstRequest("sum the amount of 2024.CSV by region")).toContain(
		"File /data/sales/2024.csv (10 rows, 1600.0 MB), columns:\n  id: int",
	);
});

it("a long list of files is cut, and says so", async () => {
	const many = Array.from({ length: 30 }, (_, number) => ({ path: `/data/d/${number}.csv`, size: 1 }));
	const request = await firstRequest("thanks", many);
	expect(request).toContain("and 10 more in /data");
	expect(request).not.toContain("/data/d/25.csv");
});

it("without such files nothing is said of them", async () => {
	expect(await firstRequest("what is in /data?", [])).not.toContain("Files for everybody");
});
