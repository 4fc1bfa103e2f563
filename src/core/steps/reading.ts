// Step `reading`: fetches the earlier thread, the files and the container, then builds the request to the model.

import { choiceTickets, newToken, ticketOf } from "../approval/tickets.ts";
import { isBundled } from "../demo.ts";
import { lineOf, remembering, withSpeakers } from "../domain/speakers.ts";
import { isAgain } from "../domain/turns.ts";
import type { Message, Question, Session, ThreadId, Turn, Upload } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { textsIn } from "../locales.ts";
import { ambiguity } from "../model/ambiguity.ts";
import { examplesFor } from "../model/examples.ts";
import { isGreeting } from "../model/greetings.ts";
import { speaksOfFile } from "../model/missing-file.ts";
import { AGREED, firstRequest, isNamed } from "../model/prompt.ts";
import { dataText } from "../model/shared-files.ts";
import type { Current, Step, World } from "../world.ts";
import { checking } from "./checking.ts";
import { finish } from "./ending.ts";
import { newUploads, noFile } from "./opening.ts";
import { rerun } from "./rerunning.ts";

/** In: a Turn whose files are all stored or refused. Out: a Step into `writing` with the first request to the model, into a rerun, or the end `received`.
 *  BotErrors: those of the sandbox and of `Adapter.read`. Must not ask the model. */
export async function read(world: World, { session, turn }: Current, signal: AbortSignal): Promise<Step> {
	if (turn.midThread) return { session: await readThread(world, { session, turn }) };
	const asked = worded(turn);
	const unclear = question(world, session, asked);
	if (unclear !== undefined) return askWhich(world, session, { ...asked, question: unclear });
	if (isGreeted(asked)) return greet(world, { session, turn: asked });
	if (await lacksFile(world, session, asked)) return askForFile(world, { session, turn: asked });
	const { generation } = await world.sandbox.open(turn.thread, signal);
	const restarted = session.generation !== "" && generation !== session.generation;
	const notices = [...turn.notices, ...(restarted ? [textsIn(turn.locale).notices.restarted] : [])];
	const opened = { ...session, generation };
	if (turn.rerun !== undefined)
		return rerun(world, { session: opened, turn: { ...turn, notices } }, turn.rerun, signal);
	if (turn.check !== undefined)
		return { session: checking(world, { session: opened, turn: { ...turn, notices } }, turn.check) };
	if (asked.request === "") return finish(world, { session: opened, turn: { ...turn, notices } }, { kind: "received" });
	const data = await dataText(world, { session, turn: asked }, signal);
	const informed: Turn = data === undefined ? asked : { ...asked, data };
	const messages = firstRequest(
		opened,
		{ ...informed, uploads: unknownUploads(session, asked) },
		{ restarted, settings: world.settings(turn.thread) },
	);
	const open = asked === turn ? [] : [ticketOf(asked, { kind: "stop", token: turn.stop, now: world.clock.now() })];
	return { session: { ...opened, turn: { ...informed, notices, messages, state: { kind: "writing" } } }, open };
}

/** The first message was only a file, and words came after it: they are the request, and their author is the requester. */
function worded(turn: Turn): Turn {
	const [first] = turn.added;
	return turn.request === "" && first !== undefined
		? { ...turn, requester: first.by, key: first.key, request: turn.added.map(lineOf).join("\n"), added: [] }
		: turn;
}

/** A question about a file, where there is none that could be meant: neither given nor made, nor the operator's. */
async function lacksFile({ sandbox }: World, session: Session, turn: Turn): Promise<boolean> {
	const { uploads, ran = [], made = [], transcript } = session;
	if (turn.rerun !== undefined || uploads.length + ran.length + made.length + transcript.length > 0) return false;
	return speaksOfFile(turn.request) && (await sandbox.data()).length === 0;
}

/** A greeting and nothing else, or a mention without a word or a file. */
function isGreeted(turn: Turn): boolean {
	if (isAgain(turn) || turn.added.length + turn.earlier.length > 0) return false;
	return turn.request === "" ? turn.uploads.length === 0 : isGreeting(turn.request);
}

/** The model is not asked. */
function greet(world: World, { session, turn }: Current): Step {
	const texts = textsIn(turn.locale);
	const said = texts.greeting;
	const examples = examplesFor(session.uploads, texts);
	const list = examples.length === 0 ? [said.noFile] : [said.forExample, ...examples.map((one) => `- ${one}`)];
	const text = [said.hello, "", ...list, "", said.commands].join("\n");
	return finish(world, { session, turn }, { kind: "answered", text });
}

function askForFile(world: World, { session, turn }: Current): Step {
	const context = { restarted: false, settings: world.settings(turn.thread) };
	const said: Message = { role: "assistant", content: noFile(turn) };
	const known = remembering(session, turn, [...firstRequest(session, turn, context), said]);
	return finish(world, { session: known, turn }, { kind: "answered", text: noFile(turn) });
}

/** What the request leaves open, once a Turn. */
function question(world: World, { uploads, ran = [], transcript }: Session, turn: Turn): Question | undefined {
	if (turn.question !== undefined || isAgain(turn) || turn.request === "") return undefined;
	const own = uploads.filter(({ id }) => turn.uploads.includes(id));
	const tables = (own.length > 0 ? own : uploads).flatMap(({ state }) =>
		state.kind === "stored" ? [state.profile] : [],
	);
	const said = [...turn.earlier, ...turn.added.map(({ text }) => text)];
	// What the model was told of earlier questions holds for this one, too.
	const told = transcript.flatMap(({ content }) => content.split("\n").filter((line) => line.startsWith(AGREED)));
	const known = [...said, ...told, ...ran.map(({ source }) => source)].join("\n");
	const found = ambiguity(turn.request, { tables, known, texts: textsIn(turn.locale) });
	if (found === undefined) return undefined;
	return {
		text: found.text,
		readings: found.readings.map((reading) => ({ ...reading, token: newToken() })),
		expiresAt: world.clock.now() + world.settings(turn.thread).approvalTtlMs,
	};
}

function askWhich({ clock }: World, session: Session, turn: Turn): Step {
	const waiting: Turn = { ...turn, state: { kind: "choosing" } };
	// Whoever asks may be known only now.
	const stop = ticketOf(waiting, { kind: "stop", token: turn.stop, now: clock.now() });
	return { session: { ...session, turn: waiting }, open: [stop, ...choiceTickets(session, waiting)] };
}

/** The Uploads that the model does not know yet: those of this Turn, and those that the transcript does not name. */
function unknownUploads({ uploads, transcript }: Session, turn: Turn): readonly string[] {
	return uploads.filter((one) => turn.uploads.includes(one.id) || !isNamed(transcript, one)).map(({ id }) => id);
}

async function readThread(world: World, { session, turn }: Current): Promise<Session> {
	const notes = await world.adapter(turn.thread).read(turn.thread, turn.key);
	const uploads = newUploads(
		session.uploads,
		notes.flatMap(({ files, author }) => files.map((file) => ({ by: author, ...file }))),
		turn.requester,
	);
	const earlier = notes.filter((note) => note.text !== "").map((note) => `${note.author.name}: ${note.text}`);
	const speakers = notes.map(({ author: by, key }) => ({ by, key, gave: "earlier" }) as const);
	const files = uploads.map(({ id }) => id);
	const known: Turn = { ...turn, midThread: false, earlier, uploads: [...files, ...turn.uploads] };
	const joined = withSpeakers(known, ...speakers);
	return { ...session, uploads: [...session.uploads, ...uploads], turn: joined };
}

export function hasWaitingUploads(session: Session): boolean {
	return session.uploads.some(({ state }) => state.kind === "waiting");
}

/** Brings every waiting Upload into `/workspace`; one that cannot be fetched is refused with a sentence, and the Turn continues. */
export async function receive(world: World, session: Session, signal: AbortSignal): Promise<Step> {
	const uploads: Upload[] = [];
	for (const upload of session.uploads) {
		uploads.push(upload.state.kind === "waiting" ? await receiveOne(world, session, upload, signal) : upload);
	}
	return { session: { ...session, uploads } };
}

async function receiveOne(world: World, { thread }: Session, upload: Upload, signal: AbortSignal): Promise<Upload> {
	const { sandbox } = world;
	try {
		const as =
			(await sandbox.has(thread, upload)) ??
			(await sandbox.put(thread, upload, await bytesOf(world, thread, upload, signal), signal));
		await sandbox.open(thread, signal);
		const profile = await sandbox.profile(thread, as, signal);
		const sha256 = await sandbox.digest(thread, upload);
		return { ...upload, as, state: { kind: "stored", profile, ...(sha256 === undefined ? {} : { sha256 }) } };
	} catch (error) {
		const refusals = ["file_too_large", "file_refused", "file_gone", "disk_full"] as const;
		if (!isBotError(error) || !refusals.some((code) => code === error.code)) throw error;
		return { ...upload, state: { kind: "refused", sentence: error.sentence } };
	}
}

async function bytesOf(
	world: World,
	thread: ThreadId,
	upload: Upload,
	signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
	return isBundled(upload) ? world.sample() : world.adapter(thread).fetch(upload, signal);
}
