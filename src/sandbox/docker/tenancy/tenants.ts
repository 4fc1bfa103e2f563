// Tenants of this host: what each Thread has on it (folders and a disk beside its container).

import { resolve } from "node:path";
import type { ThreadId } from "../../../core/domain.ts";
import type { Tenant } from "../../tenancy/tenant.ts";
import { type Folders, foldersOf } from "../files/folders.ts";

export interface HostTenant extends Tenant {
	readonly folders: Folders;
	/** The id of its disk, once it is known. */
	disk?: string;
	/** False if there is neither a container nor a mounted disk left to put away. */
	awake: boolean;
}

export interface Tenants {
	of(thread: ThreadId): HostTenant;
	all(): readonly HostTenant[];
	/** The one whose container this is, by the engine's id. */
	withContainer(id: string): HostTenant | undefined;
}

/** A HostTenant, once made, stays the same object: two of one Thread could not take turns. */
export function openTenants(stateDir: string): Tenants {
	const tenants = new Map<string, HostTenant>();
	return {
		of(thread) {
			const folders = foldersOf(resolve(stateDir), thread);
			const known = tenants.get(folders.hash);
			if (known !== undefined) return known;
			const tenant: HostTenant = {
				thread,
				folders,
				by: thread,
				generation: "",
				awake: false,
				lastUsed: Date.now(),
				users: 0,
				gate: Promise.resolve(),
				runQueue: Promise.resolve(),
				runs: new Map(),
			};
			tenants.set(folders.hash, tenant);
			return tenant;
		},
		all: () => [...tenants.values()],
		withContainer: (id) =>
			[...tenants.values()].find((tenant) => tenant.container?.id === id && !tenant.container.ended()),
	};
}
