// Tenants on a cluster: what each Thread has there (a claim and, once it has been given one, a sandbox with its Pod and keeper).

import type { ThreadId } from "../../../core/domain.ts";
import { hashOf } from "../../ids.ts";
import type { Tenant } from "../../tenancy/tenant.ts";
import type { Keeper } from "../keeper/keeper.ts";

export interface KubeTenant extends Tenant {
	/** The name of its claim. */
	readonly claim: string;
	/** The name of its sandbox and of its Pod, once they are known. */
	sandbox?: string;
	pod?: string;
	/** Sessions with its keeper, and with what reads as code's own user. */
	readonly keeper: Keeper;
	readonly lender: Keeper;
	/** When others were told last that it is in use, in milliseconds since 1970. */
	noted: number;
}

export interface Tenants {
	of(thread: ThreadId): KubeTenant;
	all(): readonly KubeTenant[];
	withPod(name: string): KubeTenant | undefined;
}

export const claimOf = (thread: ThreadId) => `t-${hashOf(thread)}`;

/** A KubeTenant, once made, stays the same object: two of one Thread could not take turns. */
export function openTenants(keepers: (tenant: () => KubeTenant) => Pick<KubeTenant, "keeper" | "lender">): Tenants {
	const tenants = new Map<string, KubeTenant>();
	return {
		of(thread) {
			const claim = claimOf(thread);
			const known = tenants.get(claim);
			if (known !== undefined) return known;
			const tenant: KubeTenant = {
				thread,
				claim,
				by: thread,
				generation: "",
				lastUsed: 0,
				noted: 0,
				users: 0,
				gate: Promise.resolve(),
				runQueue: Promise.resolve(),
				runs: new Map(),
				...keepers(() => tenant),
			};
			tenants.set(claim, tenant);
			return tenant;
		},
		all: () => [...tenants.values()],
		withPod: (name) => [...tenants.values()].find(({ pod }) => pod === name),
	};
}
