// Refusals that people read where a file cannot be stored or swapped, whatever the driver.

import { BotError } from "../../core/errors.ts";
import { safeName } from "./names.ts";

export function tooLarge(name: string, maxBytes: number): BotError {
	return new BotError(
		"file_too_large",
		`${safeName(name)} is larger than the limit of ${Math.floor(maxBytes / 1024 ** 2)} MB, so I did not store it; send a smaller part of it.`,
	);
}

export function diskFull(name: string): BotError {
	return new BotError(
		"disk_full",
		`There is no room on the disk for ${safeName(name)}; free some space and send it again.`,
	);
}

/** Of the Thread's whole storage. */
export function storageFull(): BotError {
	return new BotError("disk_full", "This thread's storage is full; remove some files and send it again.");
}

/** `name` is none of an Upload's any more. */
export function fileGone(name: string): BotError {
	return new BotError("file_gone", `${name} is no longer there, so no other file can take its place.`);
}
