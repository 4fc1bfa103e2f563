// Approval policy: what needs approval, who may give it, and when it expires. Fails closed.

import type { Because, Choice, Person, Proposal, Risk, Turn } from "../domain.ts";
import type { Texts } from "../locales.ts";
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
		case "reword":
		case "check":
		case "forget":
		case "fresh":
			return mayStop(policy, ticket, person);
		case "rerun":
			return mayApprove(policy, ticket, person);
		case "export":
		case "partial":
		case "code":
		case "right":
		case "wrong":
			return person.trust !== "bot";
		// Like an answer in words, which anybody may give who speaks here.
		case "choose":
			return mayStop(policy, ticket, person) || (person.trust !== "bot" && ticket.speakers.includes(person.id));
	}
}

/** One sentence for a person whose click was refused: who may do it. */
export function refusal(
	policy: Policy,
	{ requester, speakers }: Asked,
	{ choice, person }: { choice: Choice; person: Person },
	{ click }: Texts,
): string {
	const { name } = requester;
	if (choice === "choose") return click.mayChoose(name);
	if (person.trust !== "member") return click.outsiders;
	const who = policy.approvers.length === 0 ? name : undefined;
	switch (choice) {
		case "stop":
		case "again":
		case "reword":
		case "check":
		case "forget":
		case "fresh":
		case "export":
		case "partial":
		case "code":
		case "right":
		case "wrong":
			return click.mayDo(name);
		case "reject":
		case "edit":
			return who === undefined ? click.maySteer(name) : click.mayDecide(who);
		case "approve":
		case "rerun":
		case "approve_fixes":
			if (choice === "approve_fixes" && !policy.approveFixes) return click.notInAdvance;
			if (policy.fourEyes && [requester.id, ...speakers].includes(person.id)) return click.fourEyes;
			return click.mayDecide(who);
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
	{ grant, attempts, check }: Turn,
	{ risks, doubts = [] }: Pick<Proposal, "risks" | "doubts">,
): Because | undefined {
	// Whatever the mode: a person decides about code that cannot be analysed.
	if (doubts.length > 0 || isUnclear(risks)) return undefined;
	if (policy.mode === "auto") return { kind: "mode", mode: "auto" };
	const isFix = attempts.at(-1)?.diagnosis !== undefined;
	// A second program for the same question is covered like a fix of the first.
	return isFix || check !== undefined ? covered(policy, grant, risks) : undefined;
}

/** Whether a second program for the Turn's question may run without a click if it does nothing new. */
export function checksUnasked(policy: Policy, { grant }: Pick<Turn, "grant">): boolean {
	return policy.mode === "auto" || covered(policy, grant, []) !== undefined;
}

function covered(policy: Policy, grant: Turn["grant"], risks: readonly Risk[]): Because | undefined {
	if (grant === undefined || grows(grant.labels, risks)) return undefined;
	if (policy.mode === "fixes") return { kind: "mode", mode: "fixes" };
	return grant.fixes && policy.approveFixes ? { kind: "advance", by: grant.by } : undefined;
}
