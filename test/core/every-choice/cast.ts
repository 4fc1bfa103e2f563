// Who plays, and on what: one person of each trust, and the button that each choice is on.

import type { Choice, Person, Ticket } from "../../../src/core/domain.ts";
import { bob } from "../../fakes/world.ts";

/** One of each trust beside the two members. */
export const PEOPLE = {
	member: bob,
	guest: { id: "U7", name: "Gus", trust: "guest" },
	external: { id: "U8", name: "Eve", trust: "external" },
	bot: { id: "U9", name: "Botty", trust: "bot" },
} as const satisfies Record<Person["trust"], Person>;

/** Which button a choice is on. */
export const BUTTONS: Record<Choice, Ticket["kind"]> = {
	approve: "approval",
	approve_fixes: "approval",
	reject: "approval",
	edit: "approval",
	stop: "stop",
	again: "again",
	reword: "reword",
	partial: "partial",
	code: "code",
	right: "feedback",
	wrong: "feedback",
	rerun: "rerun",
	check: "check",
	export: "export",
	forget: "forget",
	fresh: "fresh",
	choose: "choose",
};
