// Pool of spare containers, each with an empty disk, so that a new Thread waits neither for a container nor for its kernel.

import { isBotError } from "../../../core/errors.ts";
import type { Log } from "../../../core/ports.ts";
import type { ContainerHandle } from "../../channel/container.ts";
import type { Disks } from "../files/disks.ts";
import type { Seats } from "./seats.ts";
import type { Starter } from "./starter.ts";

export interface Spare {
	readonly disk: string;
	readonly container: ContainerHandle;
}

export interface PoolCount {
	readonly spares: number;
	/** How often a spare was there for whoever wanted one, and how often not, since the start. */
	readonly found: number;
	readonly missed: number;
}

export interface Pool {
	/** A spare that works, with its disk and its seat, which are then the taker's. */
	take(): Promise<Spare | undefined>;
	/** Takes in a spare that was found at start; false if there are enough. */
	adopt(spare: Spare): boolean;
	/** Gives one up; false if there is none. */
	retire(): Promise<boolean>;
	/** Starts what is missing, one after the other, as far as there are seats. */
	fill(): void;
	withContainer(id: string): Spare | undefined;
	count(): PoolCount;
	/** No more are started; resolves once none is being started. With `retire` they are given up. */
	close(spares: "keep" | "retire"): Promise<void>;
}

const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 10 * 60_000;

export function openPool(o: { size: number; starter: Starter; disks: Disks; seats: Seats; log: Log }): Pool {
	const spares: Spare[] = [];
	let filling: Promise<void> | undefined;
	let closed = false;
	let [found, missed] = [0, 0];
	/** After a failure: an engine or an image that is missing is not asked again and again. */
	let notBefore = 0;
	let pause = FIRST_PAUSE_MS;

	async function discard(spare: { disk: string; container?: ContainerHandle }): Promise<void> {
		await (spare.container?.ended() === false ? spare.container.kill() : o.starter.remove(spare.disk));
		await o.disks.remove(spare.disk);
		o.seats.free(spare.disk);
	}

	function giveUp(spare: Spare): Promise<void> {
		return discard(spare).catch((error: unknown) =>
			o.log("warn", "sandbox.spare_kept", { disk: spare.disk, error: String(error) }),
		);
	}

	async function startOne(): Promise<void> {
		await o.disks.checkRoom(0);
		const disk = await o.disks.create();
		if (!o.seats.takeFree(disk)) return await o.disks.remove(disk);
		try {
			const { container } = await o.starter.start(disk);
			spares.push({ disk, container });
			o.log("debug", "sandbox.spare_ready", { disk });
		} catch (error) {
			await discard({ disk }).catch(() => o.seats.free(disk));
			throw error;
		}
	}

	async function fillUp(): Promise<void> {
		try {
			for (let before = -1; !closed && spares.length < o.size && spares.length > before; ) {
				before = spares.length;
				await startOne();
			}
			pause = FIRST_PAUSE_MS;
		} catch (error) {
			notBefore = Date.now() + pause;
			o.log(isBotError(error) ? "warn" : "error", "sandbox.no_spare", { error: String(error), againMs: pause });
			pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
		}
	}

	return {
		async take() {
			for (let spare = spares.shift(); spare !== undefined; spare = spares.shift()) {
				if (!spare.container.ended() && (await spare.container.generation().catch(() => undefined)) !== undefined) {
					found += 1;
					return spare;
				}
				await giveUp(spare);
			}
			missed += 1;
			return undefined;
		},
		adopt(spare) {
			if (spares.length >= o.size) return false;
			o.seats.hold(spare.disk);
			spares.push(spare);
			return true;
		},
		async retire() {
			// One that is being started has a seat already, and goes before anybody's container does.
			if (spares.length === 0) await filling;
			const spare = spares.pop();
			if (spare === undefined) return false;
			await giveUp(spare);
			return true;
		},
		fill() {
			if (closed || filling !== undefined || spares.length >= o.size || Date.now() < notBefore) return;
			filling = fillUp().finally(() => {
				filling = undefined;
			});
		},
		withContainer: (id) => spares.find((spare) => spare.container.id === id),
		count: () => ({ spares: spares.length, found, missed }),
		async close(what) {
			closed = true;
			await filling;
			const left = spares.splice(0);
			if (what === "retire") await Promise.all(left.map(giveUp));
			else for (const { container } of left) container.detach();
		},
	};
}
