// What a scenario of the contract plays with: a platform, and the real bot as a process beside it. No test runner, so that the bench can use it.

import { type Player, startPlayer } from "../e2e/model.ts";
import { type BotProcess, botProcess } from "../e2e/process.ts";
import { recorded } from "../e2e/stage.ts";
import { until } from "../e2e/twin.ts";
import { startRedis } from "../fakes/redis.ts";

/** Where people talk: a thread, named by its first message. */
export interface Talk {
	readonly id: string;
	readonly direct: boolean;
}

/** A message as people see it. */
export interface Post {
	readonly id: string;
	readonly by: string;
	/** All that can be read in it. */
	readonly text: string;
	/** The code boxes in it. */
	readonly code: readonly string[];
	/** The real tables in it, row by row. */
	readonly tables: readonly (readonly (readonly string[])[])[];
	/** Labels of the buttons that can be clicked. */
	readonly buttons: readonly string[];
	readonly files: readonly { readonly name: string; readonly size: number; readonly url: string }[];
	/** Only this person sees it. */
	readonly onlyFor?: string;
}

export interface Saying {
	readonly by?: string;
	/** Absent: a new message in the channel. */
	readonly to?: Talk;
	/** To the bot alone, where `to` is absent. */
	readonly direct?: boolean;
	readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/** One chat platform, driven as people would. */
export interface Platform {
	/** What the bot's process needs to find it. */
	readonly env: Readonly<Record<string, string>>;
	/** As people type it. */
	readonly mention: string;
	readonly requester: string;
	readonly other: string;
	readonly bot: string;
	/** People that the platform says are guests or strangers, where the server can express them. */
	readonly outsiders: readonly string[];
	/** Bytes of the largest file that the platform takes from the bot, where that can be tried. */
	readonly largestFile?: number;
	/** Resolves with where it was said: the new thread, or `to`. */
	say(text: string, saying: Saying): Promise<Talk>;
	/** Oldest first, with what people said. */
	posts(talk: Talk): Promise<readonly Post[]>;
	click(talk: Talk, post: Post, label: string, by: string): Promise<void>;
	/** A click on `post` that carries what the button of `other` carries. */
	forge(talk: Talk, post: Post, label: string, other: Post): Promise<void>;
	/** What the bot wrote to this person directly, by itself; oldest first. */
	directPosts(person: string): Promise<readonly Post[]>;
	clickDirect(person: string, post: Post, label: string): Promise<void>;
	/** What waits for this person, as a place that only they see shows it: the Home tab, or the answer to a slash command. */
	list(person: string): Promise<Post | undefined>;
	clickList(person: string, post: Post, label: string): Promise<void>;
	/** The answer to a slash command in the channel, seen by this person alone. */
	command(word: string, person: string): Promise<string>;
	/** "Analyse this file" on the message that began this talk, with the form filled in. */
	analyse(talk: Talk, by: string, question: string): Promise<void>;
	/** Fills in the form that opens for this person. */
	submit(by: string, text: string): Promise<void>;
	bytes(url: string): Promise<Uint8Array>;
	/** From now on each delivery comes twice. */
	twice(): void;
	/** Whether it has tables of its own. */
	readonly hasTables: boolean;
	/** Whether it takes newer kinds of blocks, as it does at first. */
	takesNew(isTaken: boolean): void;
	/** What the bot has posted and edited, and when the server had it (milliseconds since 1970). */
	sent(): readonly { readonly at: number; readonly text: string }[];
	/** Requests of the bot outside the platform's documented limits. */
	problems(): readonly string[];
	close(): Promise<void>;
}

/** What a scenario plays with. */
export interface Stage {
	readonly platform: Platform;
	readonly model: Player;
	readonly bot: BotProcess;
	/** Mentions the bot. */
	ask(text: string, saying?: Saying): Promise<Talk>;
	/** Asks for a program of the scenario's own; resolves once it can be approved. */
	propose(code: string, saying?: Saying): Promise<Talk>;
	/** The newest post of the bot that fits, once it is there. */
	find(talk: Talk, what: string, fits: (post: Post) => boolean, ms?: number): Promise<Post>;
	saying(talk: Talk, words: string | RegExp, ms?: number): Promise<Post>;
	/** Clicks the newest button of that label, once it is there; resolves with the post it is on. */
	press(talk: Talk, label: string, by?: string): Promise<Post>;
	/** All that the bot said where everybody sees it. */
	texts(talk: Talk): Promise<string>;
	/** All code that the bot showed, in boxes or in files. */
	code(talk: Talk): Promise<readonly string[]>;
}

export type Env = (platform: Platform) => Readonly<Record<string, string>>;

/** Slack takes 50 edits a minute from a workspace, and scenarios follow each other without a pause: an edit may wait until the next minute. */
export const PATIENCE_MS = 75_000;

export async function setUp(
	open: () => Promise<Platform>,
	env: Env = () => ({}),
): Promise<Stage & { close(): Promise<void> }> {
	const [platform, redis, model] = await Promise.all([open(), startRedis(), startPlayer(recorded)]);
	const bot = await botProcess({
		REDIS_URL: redis.url,
		MODEL_BASE_URL: model.url,
		MAX_UPLOAD_MB: "2",
		RUN_TIMEOUT_S: "20",
		...platform.env,
		...env(platform),
	});
	await bot.start();
	const ours = async (talk: Talk) => (await platform.posts(talk)).filter(({ by }) => by === platform.bot);
	/** Posts and who has pressed their Approve. */
	const approved = new Set<string>();
	const stage: Stage = {
		platform,
		model,
		bot,
		ask: (text, saying = {}) => platform.say(`${platform.mention} ${text}`, saying),
		propose: async (code, saying = {}) => {
			const talk = await stage.ask(`say: ${code}`, saying);
			await stage.find(talk, "a button Approve", ({ buttons }) => buttons.includes("Approve"));
			return talk;
		},
		find: (talk, what, fits, ms = PATIENCE_MS) => until(what, async () => (await ours(talk)).findLast(fits), ms),
		saying: (talk, words, ms) =>
			stage.find(
				talk,
				String(words),
				({ text }) => (typeof words === "string" ? text.includes(words) : words.test(text)),
				ms,
			),
		press: async (talk, label, by = platform.requester) => {
			// A card may show its buttons a second longer than they work.
			const isFresh = ({ id }: Post) => label !== "Approve" || !approved.has(`${id} ${by}`);
			const post = await stage.find(talk, `a button ${label}`, (one) => one.buttons.includes(label) && isFresh(one));
			if (label === "Approve") approved.add(`${post.id} ${by}`);
			await platform.click(talk, post, label, by);
			return post;
		},
		texts: async (talk) =>
			(await ours(talk))
				.filter(({ onlyFor }) => onlyFor === undefined)
				.map(({ text }) => text)
				.join("\n"),
		code: async (talk) => {
			const posts = await ours(talk);
			const files = posts.flatMap(({ files }) => files).filter(({ name }) => name.startsWith("attempt-"));
			const attached = files.map(async ({ url }) => Buffer.from(await platform.bytes(url)).toString());
			return [...posts.flatMap(({ code }) => code), ...(await Promise.all(attached))];
		},
	};
	const close = async () => {
		await bot.remove();
		await Promise.all([model.close(), platform.close(), redis.stop()]);
	};
	return { ...stage, close };
}
