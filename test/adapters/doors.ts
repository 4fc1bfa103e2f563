// Answers of a front door that a test does not look at.

import type { FrontDoor, Listing } from "../../src/core/ports.ts";

export const nothing: Listing = { locale: "en", title: "Nothing waits", forMe: [], asked: [], decided: [], more: "" };

export const quiet: Pick<FrontDoor, "waiting" | "command" | "locale"> = {
	waiting: async () => nothing,
	locale: async ({ locale }) => locale ?? "en",
	command: async () => ({ title: "", lines: [], buttons: [], files: [] }),
};
