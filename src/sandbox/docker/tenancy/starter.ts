// Starter of containers, by the disk they work on: finds, starts and ends them, whoever the disk belongs to.

import { BotError } from "../../../core/errors.ts";
import type { Log } from "../../../core/ports.ts";
import { type ContainerHandle, openContainer } from "../../channel/container.ts";
import { type ContainerPlan, containerName, specOf } from "../engine/container-options.ts";
import type { Engine, Found } from "../engine/engine.ts";
import { statusOf } from "../engine/errors.ts";

/** A busy machine takes many times the usual second. */
const START_MS = 30_000;

/** `chmod -R` opens a folder before it goes into it, so that one locked inside another is reached, too. */
const EMPTY = ["/bin/sh", "-c", "cd /workspace; chmod -R u+rwX .; find . -mindepth 1 -user 10001 -delete"];

export interface Opened {
	readonly container: ContainerHandle;
	readonly generation: string;
}

export interface Starter {
	/** Whether a container is of the image and the limits that hold now. */
	fits(found: Found): Promise<boolean>;
	/** The disk's container if it runs and fits; any other is removed. */
	find(disk: string): Promise<ContainerHandle | undefined>;
	/** BotError `sandbox_down`, `sandbox_image` or `disk_full`. */
	start(disk: string): Promise<Opened>;
	/** Removes what code made on the disk, as the user that made it: a bot that is not root may not. */
	empty(disk: string): Promise<void>;
	/** Ends and removes the disk's container, if there is one. */
	remove(disk: string): Promise<void>;
}

export function openStarter(o: {
	engine: Engine;
	hostId: string;
	plan: (disk: string) => Promise<ContainerPlan>;
	log: Log;
}): Starter {
	const { engine } = o;
	const nameOf = (disk: string) => containerName(o.hostId, disk);
	const handleOf = (disk: string, id: string) => openContainer({ id, line: engine, name: nameOf(disk), log: o.log });
	const fits = async (found: Found) => found.spec === specOf(await o.plan(found.disk));

	async function remove(disk: string): Promise<void> {
		const found = await engine.find(nameOf(disk));
		if (found !== undefined) await engine.remove(found.id);
	}

	return {
		fits,
		remove,
		async find(disk) {
			const found = await engine.find(nameOf(disk));
			if (found === undefined) return undefined;
			if (found.state !== "ended" && (await fits(found))) {
				if (found.state === "paused") await engine.unpause(found.id);
				return handleOf(disk, found.id);
			}
			await engine.remove(found.id);
			return undefined;
		},
		async empty(disk) {
			await remove(disk);
			const id = await engine.start(await o.plan(disk), EMPTY);
			await engine.ended(id).finally(() => engine.remove(id));
		},
		async start(disk) {
			const plan = await o.plan(disk);
			const id = await engine.start(plan).catch(async (error: unknown) => {
				if (statusOf(error) !== 409) throw error;
				await remove(disk);
				return await engine.start(plan);
			});
			const container = handleOf(disk, id);
			const generation = await container.generation(START_MS);
			if (generation !== undefined) return { container, generation };
			await container.kill();
			throw new BotError(
				"sandbox_down",
				"The sandbox started but does not answer; try again, or check the Docker engine's log.",
			);
		},
	};
}
