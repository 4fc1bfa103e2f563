// Docker engine with a time limit on every call, and its failures as sentences.

import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import type { Log } from "../../../core/ports.ts";
import { SANDBOX_USER } from "../../ids.ts";
import type { FoundContainer, Line } from "../../ports.ts";
import { openBreaker } from "./breaker.ts";
import { type ContainerPlan, containerOptions, LABEL, RELAY } from "./container-options.ts";
import { asBotError, missing, statusOf } from "./errors.ts";
import { unframed } from "./exec-stream.ts";

export interface Found extends FoundContainer {
	/** The disk it works on. */
	readonly disk: string;
	readonly spec: string;
}

export interface Engine extends Line {
	/** What the engine says about itself, unchecked. */
	about(): Promise<{ readonly info: unknown; readonly version: unknown }>;
	/** The id of the image; BotError `sandbox_image` if it is missing. */
	imageId(image: string): Promise<string>;
	/** Containers of a host, in any state. */
	list(hostId: string): Promise<readonly Found[]>;
	find(name: string): Promise<Found | undefined>;
	/** Resumes a paused container; one that is not paused is fine. */
	unpause(id: string): Promise<void>;
	/** What happens to containers of a host from `since` (seconds since 1970) on: JSON lines, until the signal aborts. */
	events(hostId: string, since: number, signal: AbortSignal): Promise<NodeJS.ReadableStream>;
	/** Creates and starts; resolves with the container's id. `instead` runs in place of the agent, as the user that runs code. */
	start(plan: ContainerPlan, instead?: readonly string[]): Promise<string>;
	/** Resolves once the container has ended on its own. */
	ended(id: string): Promise<void>;
	close(): void;
}

const EVENTS = ["start", "die", "oom", "pause", "unpause", "destroy"];

export function openEngine({ socketPath, log }: { socketPath: string | undefined; log: Log }): Engine {
	const docker = new Docker(socketPath === undefined ? {} : { socketPath });
	const breaker = openBreaker({ probe: (abortSignal) => docker.listContainers({ limit: 1, abortSignal }), log });

	/** Every call ends: an engine that hangs is an engine that is down. */
	async function within<T>(seconds: number, call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
		try {
			return await breaker.call(seconds, call);
		} catch (error) {
			throw asBotError(error);
		}
	}

	return {
		async about() {
			const [info, version] = await within(10, () => Promise.all([docker.info(), docker.version()]));
			return { info, version };
		},
		async imageId(image) {
			const found = await within(10, () => docker.getImage(image).inspect()).catch((error) => {
				if (statusOf(error) === 404) throw missing(image, error);
				throw error;
			});
			return found.Id;
		},
		async list(hostId) {
			const filters = { label: [`${LABEL.host}=${hostId}`] };
			const all = await within(20, (abortSignal) => docker.listContainers({ all: true, filters, abortSignal }));
			return all.map((one) => ({
				id: one.Id,
				state: one.State === "running" ? "running" : one.State === "paused" ? "paused" : "ended",
				disk: one.Labels[LABEL.disk] ?? "",
				spec: one.Labels[LABEL.spec] ?? "",
			}));
		},
		async find(name) {
			try {
				const one = await within(10, (abortSignal) => docker.getContainer(name).inspect({ abortSignal }));
				const labels = one.Config.Labels;
				return {
					id: one.Id,
					state: one.State.Paused ? "paused" : one.State.Running ? "running" : "ended",
					disk: labels[LABEL.disk] ?? "",
					spec: labels[LABEL.spec] ?? "",
				};
			} catch (error) {
				if (statusOf(error) === 404) return undefined;
				throw error;
			}
		},
		async unpause(id) {
			await within(10, (abortSignal) => {
				const options = { abortSignal };
				return docker.getContainer(id).unpause(options);
			}).catch((error) => {
				// 500 and 409: it is not paused. 404: it is gone, which its channel notices.
				if (statusOf(error) === undefined) throw error;
			});
		},
		async events(hostId, since, abortSignal) {
			const label = [`${LABEL.host}=${hostId}`];
			return await within(10, () =>
				docker.getEvents({ filters: { type: ["container"], event: EVENTS, label }, since, abortSignal }),
			);
		},
		async ended(id) {
			await within(120, (abortSignal) => docker.getContainer(id).wait({ abortSignal }));
		},
		async start(plan, instead) {
			const create = {
				...containerOptions(plan),
				...(instead === undefined ? {} : { Entrypoint: [...instead], User: SANDBOX_USER }),
			};
			const container = await within(30, (abortSignal) => docker.createContainer({ ...create, abortSignal })).catch(
				(error) => {
					if (statusOf(error) === 404) throw missing(plan.image, error);
					throw error;
				},
			);
			try {
				await within(30, (abortSignal) => container.start({ abortSignal }));
			} catch (error) {
				await within(20, (abortSignal) => container.remove({ force: true, abortSignal })).catch(() => {});
				throw error;
			}
			return container.id;
		},
		async relay(id) {
			const exec = await within(10, (abortSignal) => docker.getContainer(id).exec({ ...RELAY, abortSignal }));
			// dockerode leaves the connection of a start that is refused open for ever.
			const refused = new AbortController();
			const started = exec.start({ hijack: true, stdin: true, abortSignal: refused.signal });
			const framed = await within(10, () => started).catch((error) => {
				refused.abort();
				started.then((stream) => stream.destroy()).catch(() => {});
				throw error;
			});
			return unframed(framed);
		},
		async remove(id) {
			const giveUp = Date.now() + 20_000;
			for (;;) {
				try {
					await within(20, (abortSignal) => docker.getContainer(id).remove({ force: true, v: true, abortSignal }));
					return;
				} catch (error) {
					if (statusOf(error) === 404) return;
					// 409: a removal is under way; the name is free only when it is over.
					if (statusOf(error) !== 409 || Date.now() > giveUp) throw error;
					await sleep(50);
				}
			}
		},
		close: breaker.close,
	};
}
