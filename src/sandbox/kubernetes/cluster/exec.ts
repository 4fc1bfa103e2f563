// Program in a container of a Pod as a stream: with a time limit for the connection, back-pressure where the socket has some, its end and its errors.

import { Duplex, PassThrough, Writable } from "node:stream";
import { Exec, type KubeConfig } from "@kubernetes/client-node";

const CONNECT_MS = 10_000;
/** Bytes that the socket may hold before whoever writes waits. */
const MOST_HELD = 1024 ** 2;
const LOOK_MS = 5;

export interface Place {
	readonly namespace: string;
	readonly pod: string;
	readonly container: string;
}

/** What is written goes to its stdin, what is read is its stdout; rejects if it is not connected in time. */
export async function execIn(config: KubeConfig, place: Place, command: readonly string[]): Promise<Duplex> {
	const stdin = new PassThrough();
	let socket: Awaited<ReturnType<Exec["exec"]>> | undefined;

	const held = () => (socket !== undefined && socket.readyState === 1 ? socket.bufferedAmount : 0);
	const duplex = new Duplex({
		read() {},
		write(chunk: Buffer, _encoding, done) {
			stdin.write(chunk);
			if (held() < MOST_HELD) return done();
			// The socket tells of no drain.
			const timer = setInterval(() => {
				if (held() >= MOST_HELD) return;
				clearInterval(timer);
				done();
			}, LOOK_MS);
		},
		final(done) {
			stdin.end();
			done();
		},
		destroy(error, done) {
			socket?.terminate();
			done(error);
		},
	});
	const stdout = new Writable({
		write(chunk: Buffer, _encoding, done) {
			if (!duplex.destroyed) duplex.push(chunk);
			done();
		},
	});

	const { namespace, pod, container } = place;
	const opening = new Exec(config).exec(namespace, pod, container, [...command], stdout, null, stdin, false);
	socket = await inTime(opening);
	socket.addEventListener("close", () => {
		if (!duplex.destroyed && !duplex.readableEnded) duplex.push(null);
		setImmediate(() => duplex.destroy());
	});
	return duplex;
}

async function inTime<T extends { terminate(): void }>(opening: Promise<T>): Promise<T> {
	const late = Promise.withResolvers<never>();
	const timer = setTimeout(() => {
		late.reject(new Error(`no connection to the program within ${CONNECT_MS / 1000} s`));
		opening.then((socket) => socket.terminate()).catch(() => {});
	}, CONNECT_MS);
	try {
		return await Promise.race([opening, late.promise]);
	} catch (error) {
		// The client rejects with the socket's event, not with an error.
		throw error instanceof Error ? error : new Error(`the program was not started: ${messageOf(error)}`);
	} finally {
		clearTimeout(timer);
	}
}

function messageOf(event: unknown): string {
	return event instanceof Object && "message" in event ? String(event.message) : String(event);
}
