// Slack and Discord, asked over their plain web interfaces: no socket is opened, as it would take events from a bot that runs.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { NO_INTENT, WRONG_TOKEN } from "../../src/adapters/discord/failure.ts";
import type { Config } from "../../src/config/environment.ts";
import { isFree } from "../services/ports.ts";
import { lookAlikeProgram } from "../services/slack.ts";
import { type Finding, findingOf } from "./finding.ts";

const PATIENCE_MS = 15_000;
/** Slack refuses requests whose clock is further off. */
const [WORRY_S, MOST_OFF_S] = [30, 300];

interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: unknown;
}

async function ask(
	url: string,
	o: { readonly method: "GET" | "POST"; readonly token: string; readonly whose: string },
): Promise<Answer> {
	try {
		const answer = await fetch(url, {
			method: o.method,
			headers: { authorization: o.token },
			signal: AbortSignal.timeout(PATIENCE_MS),
		});
		return { status: answer.status, headers: answer.headers, body: await answer.json().catch(() => undefined) };
	} catch (error) {
		const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
		throw new Error(
			`${o.whose} cannot be reached (${why}); check this machine's connection, its proxy and its firewall.`,
		);
	}
}

/** Of demo mode; a port that Threadloop itself has taken is fine. */
export async function checkDemo({ slack, discord, demo }: Config): Promise<readonly Finding[]> {
	if (slack !== undefined || discord !== undefined) return [];
	const program = await findingOf("demo", () => lookAlikeProgram());
	if (program.state === "bad") return [program];
	const ports = { DEMO_SLACK_PORT: demo.slackPort, DEMO_PAGE_PORT: demo.pagePort };
	const taken: string[] = [];
	for (const [name, port] of Object.entries(ports)) if (!(await isFree(port))) taken.push(`${name}=${port + 100}`);
	if (taken.length === 0)
		return [{ part: "demo ports", state: "good", said: `${demo.slackPort} and ${demo.pagePort} are free` }];
	return [
		{
			part: "demo ports",
			state: "worry",
			said: `A port is in use; unless Threadloop itself runs, set ${taken.join(" and ")}`,
		},
	];
}

const slackAnswer = z.looseObject({
	ok: z.boolean(),
	error: z.string().optional(),
	team: z.string().optional(),
	user: z.string().optional(),
});

export async function checkSlack(
	{ slack, slackApiUrl = "https://slack.com/api/" }: Config,
	root: string,
): Promise<readonly Finding[]> {
	if (slack === undefined) return [];
	const call = async (method: string, name: string, token: string) => {
		const answer = await ask(`${slackApiUrl}${method}`, { method: "POST", token: `Bearer ${token}`, whose: "Slack" });
		const said = slackAnswer.safeParse(answer.body).data;
		if (said?.ok === true) return { ...answer, said };
		const code = said?.error ?? `status ${answer.status}`;
		throw new Error(`Slack refused ${method} (${code}); copy the current token from the app's settings into ${name}.`);
	};
	const findings: Finding[] = [];
	let scopes: string | null = null;
	let date: string | null = null;
	findings.push(
		await findingOf("Slack bot token", async () => {
			const { headers, said } = await call("auth.test", "SLACK_BOT_TOKEN", slack.botToken);
			scopes = headers.get("x-oauth-scopes");
			date = headers.get("date");
			return `it belongs to ${said.user ?? "the bot"} in ${said.team ?? "its workspace"}`;
		}),
	);
	if (findings[0]?.state === "good") findings.push(scopesFinding(scopes, root));
	const { transport } = slack;
	findings.push(
		transport.kind === "socket"
			? await findingOf("Slack socket", async () => {
					await call("apps.connections.open", "SLACK_APP_TOKEN", transport.appToken);
					return "Slack would open one";
				})
			: await findingOf("Slack requests", async () =>
					(await isFree(transport.port))
						? `port ${transport.port} is free for them`
						: `port ${transport.port} is in use, by the bot if it runs`,
				),
	);
	return [...findings, ...clockFinding(date, Date.now())];
}

const manifestSchema = z.looseObject({
	oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }),
});

/** `given` is the header in which Slack tells them. */
export function scopesFinding(given: string | null, root: string): Finding {
	const part = "Slack scopes";
	if (given === null) return { part, state: "skipped", said: "Slack did not tell them" };
	const has = given.split(",").map((scope) => scope.trim());
	const { oauth_config } = manifestSchema.parse(parse(readFileSync(join(root, "manifest.yml"), "utf8")));
	const wanted = oauth_config.scopes.bot;
	const lacking = wanted.filter((scope) => !has.includes(scope));
	if (lacking.length === 0) return { part, state: "good", said: `all ${wanted.length} of the manifest` };
	return {
		part,
		state: "bad",
		said: `The app lacks ${lacking.join(", ")}; add ${lacking.length === 1 ? "it" : "them"} under OAuth & Permissions and install the app again.`,
	};
}

/** As far as both agree there is nothing to say about it but that. */
export function clockFinding(date: string | null, now: number): readonly Finding[] {
	const theirs = date === null ? Number.NaN : Date.parse(date);
	if (Number.isNaN(theirs)) return [];
	const off = Math.round((now - theirs) / 1000);
	const how = `This machine's clock is ${Math.abs(off)} s ${off > 0 ? "ahead" : "behind"}; switch on its time synchronisation (timedatectl set-ntp true).`;
	if (Math.abs(off) > MOST_OFF_S) return [{ part: "clock", state: "bad", said: how }];
	if (Math.abs(off) > WORRY_S) return [{ part: "clock", state: "worry", said: how }];
	return [{ part: "clock", state: "good", said: "it agrees with the platform's" }];
}

const INTENT = (1 << 18) | (1 << 19);
const PERMISSIONS: readonly (readonly [name: string, bit: bigint])[] = [
	["View Channels", 1n << 10n],
	["Send Messages", 1n << 11n],
	["Embed Links", 1n << 14n],
	["Attach Files", 1n << 15n],
	["Read Message History", 1n << 16n],
	["Create Public Threads", 1n << 35n],
	["Send Messages in Threads", 1n << 38n],
];
const ADMINISTRATOR = 1n << 3n;
const guildsSchema = z.array(z.looseObject({ name: z.string(), permissions: z.string().regex(/^\d+$/) }));

export async function checkDiscord({
	discord,
	discordApiUrl = "https://discord.com/api",
}: Config): Promise<readonly Finding[]> {
	if (discord === undefined) return [];
	const get = (path: string) =>
		ask(`${discordApiUrl}/v10${path}`, { method: "GET", token: `Bot ${discord.token}`, whose: "Discord" });
	let date: string | null = null;
	const token = await findingOf("Discord token", async () => {
		const { status, body, headers } = await get("/users/@me");
		date = headers.get("date");
		if (status === 401) throw new Error(WRONG_TOKEN);
		if (status !== 200)
			throw new Error(`Discord refused to say who the bot is (status ${status}); check DISCORD_TOKEN.`);
		return `it belongs to ${z.looseObject({ username: z.string() }).safeParse(body).data?.username ?? "a bot"}`;
	});
	if (token.state !== "good") return [token];
	const [application, guilds] = await Promise.all(
		["/applications/@me", "/users/@me/guilds"].map((path) => get(path).catch(() => undefined)),
	);
	const flags = z.looseObject({ flags: z.int() }).safeParse(application?.body).data?.flags;
	const intent: Finding =
		flags === undefined
			? { part: "Discord intents", state: "skipped", said: "Discord did not tell them" }
			: (flags & INTENT) === 0
				? { part: "Discord intents", state: "bad", said: NO_INTENT }
				: { part: "Discord intents", state: "good", said: "the Message Content Intent is on" };
	return [
		token,
		intent,
		...permissionFindings(guildsSchema.safeParse(guilds?.body).data),
		...clockFinding(date, Date.now()),
	];
}

/** Of the bot's roles in each server; a channel may still take some away. */
function permissionFindings(guilds: z.infer<typeof guildsSchema> | undefined): readonly Finding[] {
	const part = "Discord servers";
	if (guilds === undefined) return [{ part, state: "skipped", said: "Discord did not tell them" }];
	if (guilds.length === 0)
		return [{ part, state: "bad", said: "The bot is in no server; open the invitation of the README and choose one." }];
	return guilds.map(({ name, permissions }): Finding => {
		const has = BigInt(permissions);
		const lacking =
			(has & ADMINISTRATOR) !== 0n ? [] : PERMISSIONS.filter(([, bit]) => (has & bit) === 0n).map(([one]) => one);
		if (lacking.length === 0) return { part, state: "good", said: `${name}: all permissions` };
		return { part, state: "bad", said: `In ${name} the bot lacks ${lacking.join(", ")}; grant them to its role.` };
	});
}
