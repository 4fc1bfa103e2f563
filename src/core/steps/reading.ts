// Step `reading`: fetches the earlier thread, the files and the container, then builds the request to the model.

import { ticketOf } from "../approval/tickets.ts";
import { isBundled } from "../demo.ts";
import { lineOf, withSpeakers } from "../domain/speakers.ts";
import type { Session, ThreadId, Turn, Upload } from "../domain.ts";
import { isBotError } from "../errors.ts";
import { firstRequest, isNamed } from "../model/prompt.ts";
import { dataText } from "../model/shared-files.ts";
import type { Current, Step, World } from "../world.ts";
import { finish } from "./ending.ts";
import { newUploads } from "./opening.ts";
import { rerun } from "./rerunning.ts";

/** In: a Turn whose files are all stored or refused. Out: a Step into `writing` with the first request to the model, into a rerun, or the end `received`.
 *  BotErrors: those of the sandbox and of `Adapter.read`. Must not ask the model. */
export async function read(world: World, { session, turn }: Current, signal: AbortSignal): Promise<Step> {
	if (turn.midThread) return { session: await readThread(world, { session, turn }) };
	const { generation } = await world.sandbox.open(turn.thread, signal);
	const restarted = session.generation !== "" && generation !== session.generation;
	const notices = [
		...turn.notices,
		...(restarted ? ["The session was restarted: variables are gone, files are kept."] : []),
	];
	const opened = { ...session, generation };
	if (turn.rerun !== undefined)
		return rerun(world, { session: opened, turn: { ...turn, notices } }, turn.rerun, signal);
	if (turn.request === "" && turn.added.length === 0)
		return finish(world, { session: opened, turn: { ...turn, notices } }, { kind: "received" });
	const [first] = turn.added;
	// The first message was only a file, and words came after it: they are the request, and their author is the requester.
	const asked: Turn =
		turn.request === "" && first !== undefined
			? { ...turn, requester: first.by, key: first.key, request: turn.added.map(lineOf).join("\n"), added: [] }
			: turn;
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

/** The Uploads that the model does not know yet: those of this Turn, and those that the transcript does not name. */
function unknownUploads({ uploads, transcript }: Session, turn: Turn): readonly string[] {
	return uploads.filter((one) => turn.uploads.includes(one.id) || !isNamed(transcript, one)).map(({ id }) => id);
}

async function readThread(world: World, { session, turn }: Current): Promise<Session> {
	const notes = await world.adapter(turn.thread).read(turn.thread, turn.key);
	const uploads = newUploads(
		session.uploads,
		notes.flatMap((note) => note.files),
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
