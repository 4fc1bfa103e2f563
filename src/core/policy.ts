// What needs Approval, who may give it, and when it expires. Everything here fails closed.

import type { Millis, Person, Ticket } from "./domain.ts";

export interface Policy {
	/** User ids; empty means that only the requester may approve. */
	readonly approvers: readonly string[];
	readonly approvalTtlMs: Millis;
}

/** May this person decide about the requester's code? Bots, guests and people of other workspaces never may. */
export function mayDecide({ approvers }: Policy, requester: Person, person: Person): boolean {
	if (person.trust !== "member") return false;
	return approvers.length === 0 ? person.id === requester.id : approvers.includes(person.id);
}

/** Whoever asked may always stop, and so may whoever may approve. */
export function mayStop(policy: Policy, requester: Person, person: Person): boolean {
	return (person.trust !== "bot" && person.id === requester.id) || mayDecide(policy, requester, person);
}

export function mayUse(policy: Policy, ticket: Ticket, person: Person): boolean {
	switch (ticket.kind) {
		case "approval":
			return mayDecide(policy, ticket.requester, person);
		case "stop":
		case "again":
			return mayStop(policy, ticket.requester, person);
	}
}

/** 128 random bits: all that a button carries. */
export function newToken(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Hex sha256 of the text in UTF-8. */
export async function sha256(text: string): Promise<string> {
	const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
