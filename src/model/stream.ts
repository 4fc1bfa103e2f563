// Stream reader for chat replies: what a server sends as events, as lines of JSON or as one JSON body -> pieces of text.

import { type Counts, countsOf } from "./usage.ts";

/** What one event adds to a reply. */
export interface Piece {
	readonly text: string;
	/** Length of what was thought; no part of it is a reply. */
	readonly thought: number;
	/** The server's word for how the reply ended; absent as long as it goes on. */
	readonly finish: string | undefined;
	readonly counts: Counts | undefined;
}

/** The body ended before the reply did. */
export class BrokenOff extends Error {
	override readonly name = "BrokenOff";
}

/** The body is whole, and there is no reply in it that we could read. */
export class Unreadable extends Error {
	override readonly name = "Unreadable";
}

/** The server reported an error in place of a reply, or in the middle of one. */
export class Refused extends Error {
	override readonly name = "Refused";
	readonly body: unknown;
	constructor(message: string, body: unknown) {
		super(message);
		this.body = body;
	}
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads until the reply ends; throws BrokenOff, Unreadable or Refused, and whatever `body` throws. */
export async function* piecesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
	const added = openText();
	let [isChat, isOther, hasChoice, hasEnded] = [false, false, false, false];
	for await (const { name, value, isBody } of valuesOf(body)) {
		if (value === DONE) {
			hasEnded = true;
			break;
		}
		const error = errorOf(name, value);
		if (error !== undefined) throw error;
		const counts = countsOf(value);
		if (!("choices" in value) && counts === undefined) {
			isOther = true;
			continue;
		}
		isChat = true;
		const choice = choiceOf(value);
		const said = saidIn(choice ?? {});
		const text = added(said);
		const finish = finishOf(choice?.finish_reason);
		// Counts without a choice come at the very end.
		const isClosing = hasChoice && choice === undefined && counts !== undefined;
		const isStill = text === "" && said.thought === 0;
		hasEnded = isBody || finish !== undefined || isClosing || (hasEnded && isStill);
		hasChoice ||= choice !== undefined;
		yield { text, thought: said.thought, finish, counts };
	}
	if (isOther && !isChat) throw new Unreadable("there is no reply in it");
	if (!hasEnded) throw new BrokenOff(isChat ? "the connection broke" : "it sent nothing");
}

/** What is new in each event: some servers send all that was said so far, in each event or at the end. */
function openText(): (said: Said) => string {
	let text = "";
	let hasDeltas = false;
	return ({ text: more, isMessage }) => {
		hasDeltas ||= !isMessage && more !== "";
		const isRepeated = isMessage && more.startsWith(text);
		if (isMessage && hasDeltas && !isRepeated) return "";
		const fresh = isRepeated ? more.slice(text.length) : more;
		text += fresh;
		return fresh;
	};
}

const DONE = Symbol("done");

interface Value {
	/** The event's name; "" for none. */
	readonly name: string;
	readonly value: Fields | typeof DONE;
	/** The one value of a body without events: it has come whole. */
	readonly isBody: boolean;
}

/** Server-sent events; a body without any is read as JSON once it has ended. */
async function* valuesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Value> {
	let name = "";
	let data = "";
	let plain = "";
	let hasEvents = false;
	for await (const { line, isLast } of linesOf(body)) {
		const [, field, rest = ""] = /^(data|event|id|retry)? ?: ?(.*)$/s.exec(line) ?? [];
		if (field === "data") {
			hasEvents = true;
			if (rest.trim() === "[DONE]") yield { name, value: DONE, isBody: false };
			const value = data === "" ? parse(rest) : undefined;
			// An event may have several lines; most have one, and some servers leave out the empty line behind it.
			if (value === undefined && (data !== "" || rest.trimStart().startsWith("{"))) data += `${rest}\n`;
			if (isFields(value)) yield { name, value, isBody: false };
		} else if (field === "event") name = rest.trim();
		else if (line.trim() !== "" && field === undefined && !line.startsWith(":")) plain += `${line}\n`;
		if (line !== "" && !isLast) continue;
		const value = data === "" ? undefined : parsed(data, isLast);
		if (isFields(value)) yield { name, value, isBody: false };
		data = "";
		if (line === "") name = "";
	}
	if (!hasEvents && plain !== "") yield* bodyOf(plain);
}

/** One JSON value, or one in each line. */
function* bodyOf(text: string): Generator<Value> {
	if (text.trimStart().startsWith("<")) throw new Unreadable("it is a web page");
	const whole = parse(text);
	const lines = whole === undefined ? text.trim().split("\n") : [];
	const values = whole === undefined ? lines.map((line, at) => parsed(line, at === lines.length - 1)) : [whole];
	for (const value of values.flat()) {
		if (!isFields(value)) throw new Unreadable("it is JSON without a reply");
		yield { name: "", value, isBody: whole !== undefined };
	}
}

/** Lines without their ends; the last one may be empty. */
async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<{ line: string; isLast: boolean }> {
	const decoder = new TextDecoder();
	let rest = "";
	for await (const bytes of body) {
		const more = decoder.decode(bytes, { stream: true });
		if (!/[\r\n]/.test(more)) {
			rest += more;
			continue;
		}
		const lines = (rest + more).split(/\r\n|\n|\r(?!$)/);
		rest = lines.pop() ?? "";
		for (const line of lines) yield { line, isLast: false };
	}
	yield { line: (rest + decoder.decode()).replace(/\r$/, ""), isLast: true };
}

function parse(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

/** `isLast`: the body ends there, so that what stops in the middle was broken off. */
function parsed(json: string, isLast: boolean): unknown {
	try {
		return JSON.parse(json);
	} catch (error) {
		const at = /position (\d+)/.exec(String(error))?.[1];
		const isCut = at === undefined ? /end of JSON/.test(String(error)) : Number(at) >= json.trimEnd().length;
		if (isLast && isCut) throw new BrokenOff("the connection broke");
		throw new Unreadable(/^\s*[[{]/.test(json) ? "its JSON is faulty" : "it is not JSON");
	}
}

function isFields(value: unknown): value is Fields {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function errorOf(name: string, value: Fields): Refused | undefined {
	const isError = name === "error" || value.object === "error";
	const body = value.error || (isError ? value : undefined);
	if (!body) return undefined;
	const message = isFields(body) ? body.message : body;
	return new Refused(typeof message === "string" ? message : "it gave no reason", body);
}

/** One choice was asked for; whatever else a server sends is not looked at. */
function choiceOf({ choices }: Fields): Fields | undefined {
	const first: unknown = Array.isArray(choices) ? choices[0] : choices;
	return isFields(first) ? first : undefined;
}

interface Said {
	readonly text: string;
	readonly thought: number;
	/** It stands in a `message`, which may repeat what was said before. */
	readonly isMessage: boolean;
}

function saidIn(choice: Fields): Said {
	const delta = isFields(choice.delta) ? choice.delta : {};
	const message = isFields(choice.message) ? choice.message : {};
	const isMessage = !delta.content && !choice.text && Boolean(message.content);
	const { text, thought } = spokenIn(isMessage ? message.content : delta.content || choice.text);
	const apart = [delta, message].map((one) => one.reasoning_content || one.reasoning || one.thinking);
	return { text, isMessage, thought: thought + lengthOf(apart) };
}

/** Some servers send an empty text, or the word null, while the reply goes on. */
function finishOf(reason: unknown): string | undefined {
	return typeof reason === "string" && reason !== "" && reason !== "null" ? reason : undefined;
}

/** Content is a text, or a list of parts, some of which may be thoughts. */
function spokenIn(content: unknown): { readonly text: string; readonly thought: number } {
	if (typeof content === "string") return { text: content, thought: 0 };
	const parts = Array.isArray(content) ? content : [content];
	let text = "";
	let thought = 0;
	for (const part of parts) {
		if (typeof part === "string") text += part;
		else if (isFields(part) && /think|reason/.test(String(part.type)))
			thought += lengthOf([part.thinking, part.reasoning, part.text]);
		else if (isFields(part)) {
			const value: unknown = isFields(part.text) ? part.text.value : part.text;
			text += typeof value === "string" ? value : "";
		}
	}
	return { text, thought };
}

/** Of texts, and of what stands in parts: enough to know whether there is something, and about how much. */
function lengthOf(values: readonly unknown[]): number {
	return values.reduce<number>((sum, value) => {
		if (typeof value === "string") return sum + value.length;
		return sum + (typeof value === "object" && value !== null ? JSON.stringify(value).length : 0);
	}, 0);
}
