// Drives the Slack look-alike (a server this project did not write) as people would: say, upload, click, read the thread.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { freePort } from "../../scripts/services/ports.ts";

/** Its loopback.js keeps the look-alike off the network. */
const demo = join(import.meta.dirname, "../../demo");
const binary = join(import.meta.dirname, "../../node_modules/local-slack-linux-x64/bin/local-slack");
export const general = "C01GEN";
export const alice = "U01ALICE";
export const bob = "U02BOB";
/** The look-alike knows no guests and no strangers: a proxy in front of it says who these are. */
export const gus = "U03GUEST";
export const eve = "U04STRANGER";
const people: readonly (string | undefined)[] = [alice, bob, gus, eve];
export const tokens = { bot: "xoxb-test-token", app: "xapp-test-token", secret: "test-signing-secret" };

const element = z.looseObject({
	type: z.string(),
	action_id: z.string().optional(),
	value: z.string().optional(),
	text: z.unknown().optional(),
});
const block = z.looseObject({
	type: z.string(),
	block_id: z.string().optional(),
	elements: z.array(element).optional(),
});
export const messageShape = z.looseObject({
	ts: z.string(),
	user: z.string().optional(),
	text: z.string().default(""),
	thread_ts: z.string().optional(),
	ephemeral_to: z.string().optional(),
	blocks: z.array(block).optional(),
	files: z.array(z.looseObject({ name: z.string(), size: z.number(), url_private: z.string() })).optional(),
});
export type Said = z.infer<typeof messageShape>;

export async function until<T>(
	what: string,
	look: () => Promise<T | undefined | false> | T | undefined | false,
	ms = 30_000,
): Promise<T> {
	const end = Date.now() + ms;
	for (;;) {
		const found = await look();
		if (found !== undefined && found !== false) return found;
		if (Date.now() > end) throw new Error(`waited ${ms / 1000} s in vain for: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** All that a person can read in a message: its text and the text in its blocks. */
export function visible(said: Said): string {
	const texts: string[] = [said.text];
	const walk = (value: unknown) => {
		if (Array.isArray(value)) value.forEach(walk);
		else if (typeof value === "object" && value !== null) {
			for (const [key, inner] of Object.entries(value)) {
				if (key === "text" && typeof inner === "string") texts.push(inner);
				else walk(inner);
			}
		}
	};
	walk(said.blocks);
	return texts.join("\n");
}

/** The code in a message, as its preformatted blocks show it. */
export function codeIn(said: Said): string[] {
	const found: string[] = [];
	const walk = (value: unknown) => {
		if (Array.isArray(value)) value.forEach(walk);
		else if (typeof value === "object" && value !== null) {
			const { type, elements } = value as { type?: string; elements?: { text?: string }[] };
			if (type === "rich_text_preformatted") found.push((elements ?? []).map(({ text = "" }) => text).join(""));
			else Object.values(value).forEach(walk);
		}
	};
	walk(said.blocks);
	return found;
}

/** Its configuration. */
export function workspace(mode: string): string {
	return `workspace: { name: Acme Analytics, domain: acme, teamId: T01TEST }
apps: [{ appId: A01APP, botUserId: U0BOT, botName: threadloop, botToken: ${tokens.bot}, appToken: ${tokens.app}, signingSecret: ${tokens.secret}, ${mode} }]
users: [{ id: ${alice}, name: alice, real_name: Alice Anderson }, { id: ${bob}, name: bob, real_name: Bob Brown }, { id: ${gus}, name: gus }, { id: ${eve}, name: eve }]
channels:
  - { id: ${general}, name: general, members: [${people.join(", ")}, U0BOT] }
  - { id: C02RND, name: random, members: [${alice}, ${bob}, U0BOT] }
  - { id: D01ALICE, name: dm-alice, is_im: true, is_channel: false, members: [${alice}, U0BOT] }
`;
}

/** With `eventsUrl` it sends signed requests there in place of envelopes over sockets. */
export async function openTwin(eventsUrl?: string): Promise<Twin> {
	const mode = eventsUrl === undefined ? "mode: socket" : `mode: events, requestUrl: "${eventsUrl}"`;
	const folder = await mkdtemp(join(tmpdir(), "threadloop-twin-"));
	const config = join(folder, "config.yaml");
	await writeFile(config, workspace(mode));
	const twin = new Twin(await freePort(), config, folder);
	await twin.start();
	return twin;
}

type Where = { channel?: string; user?: string; thread?: string };

export class Twin {
	readonly url: string;
	readonly #port: number;
	readonly #config: string;
	readonly #folder: string;
	readonly #headers: Readonly<Record<string, string>>;
	#process: ReturnType<typeof spawn> | undefined;
	/** Forms filled in so far. */
	#forms = 0;

	/** `headers` go with each request of ours: a look-alike behind a guarded door. */
	constructor(port: number, config: string, folder: string, headers: Readonly<Record<string, string>> = {}) {
		this.#headers = headers;
		this.#port = port;
		this.#config = config;
		this.#folder = folder;
		this.url = `http://127.0.0.1:${port}`;
	}

	async start(): Promise<void> {
		this.#process = spawn(
			binary,
			["--config", this.#config, "--port", String(this.#port), "--base-host", "127.0.0.1", "--files-dir", this.#folder],
			{ stdio: "ignore", cwd: demo, env: { ...process.env, BUN_OPTIONS: "--preload ./loopback.js" } },
		);
		await until(
			"the look-alike to answer",
			() =>
				fetch(`${this.url}/_control/state`).then(
					(r) => r.ok,
					() => false,
				),
			15_000,
		);
	}

	/** Ends the server; its messages are lost. */
	async kill(): Promise<void> {
		const ended = new Promise((resolve) => this.#process?.once("exit", resolve));
		this.#process?.kill("SIGKILL");
		await ended;
	}

	async stop(): Promise<void> {
		await this.kill();
		await rm(this.#folder, { recursive: true, force: true });
	}

	async #post(path: string, body: unknown): Promise<unknown> {
		const form = body instanceof FormData;
		const response = await fetch(`${this.url}/_control/${path}`, {
			method: "POST",
			body: form ? body : JSON.stringify(body),
			headers: { ...this.#headers, ...(form ? {} : { "content-type": "application/json" }) },
		});
		if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
		return response.json();
	}

	async #wire(): Promise<{ summary: string }[]> {
		const response = await fetch(`${this.url}/_control/log`, { headers: this.#headers });
		return z.object({ log: z.array(z.object({ summary: z.string() })) }).parse(await response.json()).log;
	}

	/** Resolves with the message's ts. */
	async say(text: string, { channel = general, user = alice, thread }: Where = {}): Promise<string> {
		const said = await this.#post("message", {
			channel,
			user,
			text,
			...(thread === undefined ? {} : { thread_ts: thread }),
		});
		return z.object({ message: z.object({ ts: z.string() }) }).parse(said).message.ts;
	}

	/** Deletes a message as the person who wrote it. */
	async remove(ts: string, user = alice, channel = general): Promise<void> {
		await this.#post("delete-message", { channel, ts, user });
	}

	async upload(
		text: string,
		files: Record<string, string | Uint8Array>,
		{ channel = general, user = alice, thread }: Where = {},
	): Promise<string> {
		const form = new FormData();
		for (const [key, value] of Object.entries({ channel, user, text })) form.append(key, value);
		if (thread !== undefined) form.append("thread_ts", thread);
		for (const [name, content] of Object.entries(files))
			form.append("file", new Blob([new Uint8Array(Buffer.from(content))]), name);
		const said = await this.#post("upload", form);
		return z.object({ message: z.object({ ts: z.string() }) }).parse(said).message.ts;
	}

	/** All that stands in a channel. */
	async channel(channel: string): Promise<Said[]> {
		const response = await fetch(`${this.url}/_control/messages/${channel}`, { headers: this.#headers });
		return z.object({ messages: z.array(messageShape) }).parse(await response.json()).messages;
	}

	async thread(ts: string, channel = general): Promise<Said[]> {
		return (await this.channel(channel))
			.filter((said) => said.ts === ts || said.thread_ts === ts)
			.toSorted((a, b) => a.ts.localeCompare(b.ts));
	}

	/** Waits for a message of the bot in the thread that fits, the newest first. */
	async find(ts: string, what: string, fits: (said: Said) => boolean, ms?: number): Promise<Said> {
		return until(
			what,
			async () => (await this.thread(ts)).findLast((said) => !people.includes(said.user) && fits(said)),
			ms,
		);
	}

	/** The newest message in the thread that carries an enabled button with this label. */
	withButton(ts: string, label: string, ms?: number): Promise<Said> {
		return this.find(ts, `a button ${label}`, (said) => buttonOf(said, label) !== undefined, ms);
	}

	saying(ts: string, words: string | RegExp, ms?: number): Promise<Said> {
		return this.find(
			ts,
			String(words),
			(said) => (typeof words === "string" ? visible(said).includes(words) : words.test(visible(said))),
			ms,
		);
	}

	/** Opens the Home tab of the app, as Slack tells the app of it. */
	async openHome(user: string): Promise<void> {
		await this.#post("open-home", { user });
	}

	/** A slash command, typed in a channel. */
	async command(text: string, { channel = general, user = alice }: Where = {}): Promise<void> {
		await this.#post("command", { channel, user, command: "/threadloop", text });
	}

	async click(said: Said, label: string, user = alice, channel = general): Promise<void> {
		const button = buttonOf(said, label);
		if (button === undefined) throw new Error(`no button ${label} in: ${visible(said)}`);
		await this.#post("interact", { channel, messageTs: said.ts, user, action: button });
	}

	/** Fills in the form that opens for this person and submits it. */
	async submit(user: string, text: string): Promise<void> {
		await until("the form to open", async () => {
			const opened = (await this.#wire()).filter(({ summary }) => summary.includes("views.open")).length;
			return opened > this.#forms;
		});
		this.#forms++;
		const socket = new WebSocket(`${this.url.replace("http", "ws")}/ui`);
		await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
		// The one field of either form; what the other form asks is not read.
		const field = { type: "plain_text_input", value: text };
		const values = { reason: { reason: field }, code: { code: field } };
		socket.send(JSON.stringify({ t: "view_submit", user, values }));
		await new Promise((resolve) => setTimeout(resolve, 100));
		socket.close();
	}
}

const halfShape = z.object({ text: z.object({ text: z.string() }), value: z.string() });

export function buttonsOf(said: Said) {
	return (said.blocks ?? []).flatMap(({ block_id, elements }) =>
		(elements ?? []).flatMap(({ type, action_id, value, text, positive_button, negative_button }) => {
			const words = z.object({ text: z.string() }).safeParse(text);
			if (type === "feedback_buttons") {
				const halves = [positive_button, negative_button].map((half) => halfShape.parse(half));
				return halves.map((half) => ({ label: half.text.text, type, action_id, block_id, value: half.value }));
			}
			return type === "button" && words.success ? [{ label: words.data.text, type, action_id, block_id, value }] : [];
		}),
	);
}

function buttonOf(said: Said, wanted: string) {
	const found = buttonsOf(said).find(({ label }) => label.includes(wanted));
	if (found === undefined) return undefined;
	const { label: _, ...button } = found;
	return button;
}
