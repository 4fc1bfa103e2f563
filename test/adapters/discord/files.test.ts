// Files that people gave us on Discord: fetched in full from its file hosts alone, without the token.

import { expect, test } from "vitest";
import { general, mention } from "../../e2e/discord-twin.ts";
import { until } from "../../e2e/twin.ts";
import { openDesk, started, twin, useTwin } from "./desk.ts";

useTwin();

test("an uploaded file can be fetched, in full, and the token does not travel", async () => {
	const desk = await started();
	await twin.upload(`${mention} look`, { "sales.csv": "id,amount\n1,2\n" });
	const file = await until("the file", () =>
		desk.heard.flatMap(({ note }) => note.files).find(({ size }) => size === 14),
	);
	expect(file).toMatchObject({ name: "sales.csv", size: 14 });
	const chunks: Uint8Array[] = [];
	for await (const chunk of await desk.discord.fetch(file, new AbortController().signal)) chunks.push(chunk);
	expect(Buffer.concat(chunks).toString()).toBe("id,amount\n1,2\n");
	expect(twin.proxy.fetched.at(-1)?.authorization).toBeUndefined();
});

test("a file whose address has expired is fetched by a new one", async () => {
	const desk = await started();
	const ts = await twin.upload(`${mention} look`, { "old.csv": "a\n1\n" });
	const heard = await until("the file", () => desk.heard.find(({ note }) => note.key.endsWith(ts)));
	const file = heard.note.files[0]!;
	const source = JSON.stringify({ ...JSON.parse(file.source), url: `${twin.url}/cdn/gone?ex=65f00000` });
	const chunks: Uint8Array[] = [];
	for await (const chunk of await desk.discord.fetch({ ...file, source }, new AbortController().signal))
		chunks.push(chunk);
	expect(Buffer.concat(chunks).toString()).toBe("a\n1\n");
});

test("a file anywhere else is not fetched", async () => {
	const { discord } = openDesk({ fileHosts: ["cdn.discordapp.com"] });
	const source = JSON.stringify({ url: `${twin.url}/cdn/x`, channel: general, message: "1" });
	const file = { id: "1", name: "x.csv", size: 1, source };
	await expect(discord.fetch(file, new AbortController().signal)).rejects.toThrow(/DISCORD_FILE_HOSTS/);
});
