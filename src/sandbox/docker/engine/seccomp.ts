// Seccomp profile: the system calls that code may make, which is Docker's own list without those that expose the kernel or other processes.

// moby/profiles, seccomp/default.json at tag seccomp/v0.2.3, Apache-2.0, unchanged but for its formatting.
import moby from "./seccomp.moby.json" with { type: "json" };

interface Rule {
	readonly names: readonly string[];
	readonly action: string;
	readonly errnoRet?: number;
	readonly args?: readonly { readonly index: number; readonly value: number; readonly op: string }[] | undefined;
	readonly includes?: { readonly caps?: readonly string[] };
}

export interface Profile {
	readonly archMap: readonly { readonly architecture: string; readonly subArchitectures: readonly string[] | null }[];
	readonly syscalls: readonly Rule[];
}

/** Refused even if Docker's list allows it, now or in a later version. */
const NEVER: readonly string[] = [
	...["io_uring_setup", "io_uring_enter", "io_uring_register"],
	// Looking into other processes.
	...["ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp"],
	...["userfaultfd"],
	...["bpf", "perf_event_open"],
	...["keyctl", "add_key", "request_key"],
	// Name spaces and mounts.
	...["unshare", "setns", "chroot", "pivot_root", "mount", "umount", "umount2", "mount_setattr", "move_mount"],
	...["open_tree", "fsopen", "fsconfig", "fsmount", "fspick"],
	...["name_to_handle_at", "open_by_handle_at"],
	// Old and odd: each has had holes, and no data package needs one.
	...["personality", "modify_ldt", "vmsplice", "remap_file_pages", "memfd_secret", "socketcall"],
];

/** AF_UNIX, AF_INET and AF_INET6, which reach nothing but the container itself; AF_ALG, AF_VSOCK and forty others are refused. */
const SOCKETS: readonly Rule[] = [1, 2, 10].map((family) =>
	allowSocket([{ index: 0, value: family, op: "SCMP_CMP_EQ" }]),
);
/** NETLINK_ROUTE alone: the C library lists its addresses with it. */
const NETLINK = allowSocket([
	{ index: 0, value: 16, op: "SCMP_CMP_EQ" },
	{ index: 2, value: 0, op: "SCMP_CMP_EQ" },
]);

function allowSocket(args: Rule["args"]): Rule {
	return { names: ["socket"], action: "SCMP_ACT_ALLOW", args };
}

/** The profile made from a list of Docker's: no rule that hangs on a capability, no foreign architecture, nothing of NEVER. */
export function profileFrom(docker: Profile): object {
	const kept = docker.syscalls
		.filter(({ includes }) => includes?.caps === undefined)
		.map((rule) => ({
			...rule,
			names: rule.names.filter((name) => name !== "socket" && !NEVER.includes(name)),
		}))
		.filter(({ names }) => names.length > 0);
	return {
		...docker,
		// 32-bit calls take other ways through the kernel, past rules on arguments.
		archMap: docker.archMap.map(({ architecture }) => ({ architecture, subArchitectures: [] })),
		syscalls: [...kept, ...SOCKETS, NETLINK],
	};
}

/** As `SecurityOpt` wants it: the text itself, not a path. */
export const SECCOMP: string = JSON.stringify(profileFrom(moby));
