// The Docker engine with a time limit on every call, and its failures as sentences.

import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import Docker from "dockerode";
import { z } from "zod";
import { BotError } from "../core/errors.ts";
import { type ContainerPlan, containerOptions, LABEL, SANDBOX_USER } from "./container.ts";

export interface Found {
	readonly id: string;
	readonly running: boolean;
	readonly thread: string;
	readonly spec: string;
}

export interface Engine {
	/** What the engine says about itself, unchecked. */
	about(): Promise<{ readonly info: unknown; readonly version: unknown }>;
	/** The id of the image; BotError `sandbox_image` where it is missing. */
	imageId(image: string): Promise<string>;
	/** Containers of a host, whatever state they are in. */
	list(hostId: string): Promise<readonly Found[]>;
	find(name: string): Promise<Found | undefined>;
	/** Creates and starts; resolves with the container's id. */
	start(plan: ContainerPlan): Promise<string>;
	/** A stream to and from a new relay in the container. */
	relay(id: string): Promise<Duplex>;
	/** Kills and removes; a container that is gone already is fine. */
	remove(id: string): Promise<void>;
}

const faultSchema = z.object({
	statusCode: z.number().optional(),
	code: z.string().optional(),
	message: z.string().optional(),
});

export function statusOf(error: unknown): number | undefined {
	const parsed = faultSchema.safeParse(error);
	return parsed.success ? parsed.data.statusCode : undefined;
}

export function openEngine(socketPath: string | undefined): Engine {
	const docker = new Docker(socketPath === undefined ? {} : { socketPath });

	/** Every call ends: an engine that hangs is an engine that is down. */
	async function within<T>(seconds: number, call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
		const signal = AbortSignal.timeout(seconds * 1000);
		const late = Promise.withResolvers<never>();
		signal.addEventListener("abort", () => late.reject(new Error(`no answer within ${seconds} s`)), { once: true });
		late.promise.catch(() => {});
		try {
			return await Promise.race([call(signal), late.promise]);
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
				running: one.State === "running",
				thread: one.Labels[LABEL.thread] ?? "",
				spec: one.Labels[LABEL.spec] ?? "",
			}));
		},
		async find(name) {
			try {
				const one = await within(10, (abortSignal) => docker.getContainer(name).inspect({ abortSignal }));
				const labels = one.Config.Labels;
				return {
					id: one.Id,
					running: one.State.Running && !one.State.Paused,
					thread: labels[LABEL.thread] ?? "",
					spec: labels[LABEL.spec] ?? "",
				};
			} catch (error) {
				if (statusOf(error) === 404) return undefined;
				throw error;
			}
		},
		async start(plan) {
			const create = { ...containerOptions(plan) };
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
			const exec = await within(10, (abortSignal) =>
				docker.getContainer(id).exec({
					Cmd: ["/usr/local/bin/agentctl"],
					User: SANDBOX_USER,
					AttachStdin: true,
					AttachStdout: true,
					AttachStderr: false,
					Tty: false,
					abortSignal,
				}),
			);
			const started = exec.start({ hijack: true, stdin: true });
			return await within(10, () => started).catch((error) => {
				started.then((stream) => stream.destroy()).catch(() => {});
				throw error;
			});
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
	};
}

function missing(image: string, cause: unknown): BotError {
	return new BotError(
		"sandbox_image",
		`The sandbox image ${image} is missing on this Docker engine, so no code can run; \`npm start\` builds it.`,
		{ cause },
	);
}

function asBotError(error: unknown): unknown {
	const fault = faultSchema.safeParse(error).data;
	if (/no space left on device/i.test(fault?.message ?? "")) {
		return new BotError("disk_full", "The disk of the Docker engine is full, so no code can run; free some space.", {
			cause: error,
		});
	}
	// The engine answered: the caller knows what its answer means.
	if (fault?.statusCode !== undefined) return error;
	return new BotError(
		"sandbox_down",
		"The Docker engine does not answer, so no code can run; check that it is running and that this user may use it.",
		{ cause: error },
	);
}
