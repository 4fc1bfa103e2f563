// Memory budget: how many containers fit into this host's memory.

import { readFile } from "node:fs/promises";
import { freemem } from "node:os";

/** For the bot, its Redis and the engine. */
const RESERVE_BYTES = 512 * 1024 ** 2;

/** A container is counted with a quarter of its memory limit, because few work at the same time; the kernel ends the greediest. */
export function sandboxesFor(budgetBytes: number, memoryBytes: number): number {
	return Math.max(1, Math.floor(budgetBytes / shareOf(memoryBytes)));
}

export function shareOf(memoryBytes: number): number {
	return Math.max(128 * 1024 ** 2, memoryBytes / 4);
}

/** Bytes that could be used right now without swapping. */
export async function freeMemory(): Promise<number> {
	const text = await readFile("/proc/meminfo", "utf8").catch(() => "");
	const kilobytes = /^MemAvailable:\s+(\d+) kB$/m.exec(text)?.[1];
	return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
}

/** What sandboxes may use if no setting says so. */
export async function freeBudget(): Promise<number> {
	return (await freeMemory()) - RESERVE_BYTES;
}
