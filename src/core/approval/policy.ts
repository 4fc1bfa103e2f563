// Approval policy: what needs approval, who may give it, and when it expires. Fails closed.

import type { Because, Choice, Person, Proposal, Risk, Turn } from "../domain.ts";
import type { Policy } from "../world.ts";
import { grows } from "./risks.ts";
import type { Asked } from "./tickets.ts";

/** The id of a Slack user or user group, or of a Discord user or role. */
export const APPROVER = /^([UWS][A-Z0-9]+|\d{17,20})$/;

/** Whether this person may approve. `person` must come from whois, just now. Bots, guests and people from other workspaces never may. */
export function mayApprove(policy: Policy, { requester, speakers }: Asked, person: Person): boolean {
	if (person.trust !== "member") return false;
	if (policy.fourEyes && [requester.id, ...speakers].includes(person.id)) return false;
	return isApprover(policy, requester, person);
}

function isApprover({ approvers }: Policy, requester: Person, { id, groups = [] }: Person): boolean {
	return approvers.length === 0 ? id === requester.id : [id, ...groups].some((one) => approvers.includes(one));
}

/** Reject and edit run nothing: the requester may do both, even if a second person has to approve. */
function maySteer(policy: Policy, { requester }: Asked, person: Person): boolean {
	return person.trust === "member" && (person.id === requester.id || isApprover(policy, requester, person));
}

/** The requester and every approver may always stop. */
export function mayStop(policy: Policy, ticket: Asked, person: Person): boolean {
	return (person.trust !== "bot" && person.id === ticket.requester.id) || maySteer(policy, ticket, person);
}

/** Whether `person` may do what they clicked, by the policy of now. In: the button's ticket, and the person as whois has just returned them.
 *  Pure. Does not look at expiry or at whether the ticket is open; must be asked at each click and never remembered. */
export function mayUse(policy: Policy, ticket: Asked, { choice, person }: { choice: Choice; person: Person }): boolean {
	switch (choice) {
		case "approve":
			return mayApprove(policy, ticket, person);
		case "approve_fixes":
			return policy.approveFixes && mayApprove(policy, ticket, person);
		case "reject":
		case "edit":
			return maySteer(policy, ticket, person);
		case "stop":
		case "again":
		case "forget":
		case "fresh":
			return mayStop(policy, ticket, person);
		case "rerun":
			return mayApprove(policy, ticket, person);
		case "export":
			return person.trust !== "bot";
	}
}

/** One sentence for a person whose click was refused: who may do it. */
export function refusal(
	policy: Policy,
	{ requester, speakers }: Asked,
	{ choice, person }: { choice: Choice; person: Person },
): string {
	const { name } = requester;
	if (person.trust !== "member")
		return "Guests, bots and people from other workspaces may not decide here, so nothing was changed.";
	const who = policy.approvers.length === 0 ? `${name}, who asked,` : "an approver";
	switch (choice) {
		case "stop":
		case "again":
		case "forget":
		case "fresh":
		case "export":
			return `Only ${name} or an approver may do that.`;
		case "reject":
		case "edit":
			return policy.approvers.length === 0
				? `Only ${who} may decide about this code, so nothing was changed.`
				: `Only ${name}, who asked, or ${who} may do that, so nothing was changed.`;
		case "approve":
		case "rerun":
		case "approve_fixes":
			if (choice === "approve_fixes" && !policy.approveFixes)
				return "Fixes cannot be approved in advance here; approve only this code.";
			if (policy.fourEyes && [requester.id, ...speakers].includes(person.id))
				return "In this channel a second person has to approve: somebody who did not ask for the code, add to it or edit it.";
			return `Only ${who} may decide about this code, so nothing was changed.`;
	}
}

/** Whether `Approve + fixes` is offered: not if fixes run without asking anyway, nor if the code cannot be analysed. */
export function offersFixes({ approveFixes, mode }: Policy, risks: readonly Risk[]): boolean {
	return approveFixes && mode === "ask" && !isUnclear(risks);
}

function isUnclear(risks: readonly Risk[]): boolean {
	return risks.some(({ label }) => label === "unparsed");
}

/** Why new code of this Turn may run without a click, or undefined if people have to be asked. Only the operator's `mode` and a person's click count. */
export function runsUnasked(
	policy: Policy,
	{ grant, attempts }: Turn,
	{ risks, doubts = [] }: Pick<Proposal, "risks" | "doubts">,
): Because | undefined {
	// Whatever the mode: a person decides about code that cannot be analysed.
	if (doubts.length > 0 || isUnclear(risks)) return undefined;
	if (policy.mode === "auto") return { kind: "mode", mode: "auto" };
	const isFix = attempts.at(-1)?.diagnosis !== undefined;
	if (!isFix || grant === undefined || grows(grant.labels, risks)) return undefined;
	if (policy.mode === "fixes") return { kind: "mode", mode: "fixes" };
	return grant.fixes && policy.approveFixes ? { kind: "advance", by: grant.by } : undefined;
}
