import { describe, expect, it } from "vitest";
import moby from "../../../../src/sandbox/docker/engine/seccomp.moby.json" with { type: "json" };
import { profileFrom, SECCOMP } from "../../../../src/sandbox/docker/engine/seccomp.ts";

const dangerous = [
	["io_uring_setup", "io_uring_enter", "io_uring_register"],
	["ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp"],
	["userfaultfd"],
	["bpf", "perf_event_open"],
	["keyctl", "add_key", "request_key"],
	["unshare", "setns", "chroot", "pivot_root", "mount", "umount", "umount2", "mount_setattr", "move_mount"],
	["open_tree", "fsopen", "fsconfig", "fsmount", "fspick"],
	["name_to_handle_at", "open_by_handle_at"],
	["personality", "modify_ldt", "vmsplice", "remap_file_pages", "memfd_secret", "socketcall"],
].flat();

interface Made {
	readonly defaultAction: string;
	readonly archMap: { readonly subArchitectures: string[] }[];
	readonly syscalls: {
		readonly names: string[];
		readonly action: string;
		readonly errnoRet?: number;
		readonly args?: { readonly index: number; readonly value: number }[];
		readonly includes?: { readonly caps?: string[] };
	}[];
}

const made: Made = JSON.parse(SECCOMP);
const allowed = (profile: Made) =>
	new Set(profile.syscalls.filter(({ action }) => action === "SCMP_ACT_ALLOW").flatMap(({ names }) => names));

describe("the system calls of the sandbox", () => {
	it("are those that Docker allows, and no other without a rule", () => {
		expect(made.defaultAction).toBe("SCMP_ACT_ERRNO");
		for (const name of ["read", "openat", "futex", "mmap", "execve", "kill", "socket", "clone"]) {
			expect(allowed(made)).toContain(name);
		}
	});

	it("leave out each dangerous one, even where a later list of Docker's allows it", () => {
		const generous = { ...moby, syscalls: [...moby.syscalls, { names: dangerous, action: "SCMP_ACT_ALLOW" }] };
		const names = allowed(JSON.parse(JSON.stringify(profileFrom(generous))));
		expect(dangerous.filter((name) => names.has(name))).toEqual([]);
	});

	it("do not grow with a capability", () => {
		expect(made.syscalls.filter(({ includes }) => includes?.caps !== undefined)).toEqual([]);
	});

	it("open sockets of four families only: of the container itself, and for its list of addresses", () => {
		const rules = made.syscalls.filter(({ names }) => names.includes("socket"));
		expect(rules.map(({ args }) => args?.map(({ index, value }) => [index, value]))).toEqual([
			[[0, 1]],
			[[0, 2]],
			[[0, 10]],
			[
				[0, 16],
				[2, 0],
			],
		]);
	});

	it("start no thread in a name space of its own, and send clone3 back to clone", () => {
		const clone = made.syscalls.filter(({ names, action }) => names.includes("clone") && action === "SCMP_ACT_ALLOW");
		expect(clone.every(({ args }) => args?.[0]?.value === 0x7e020000)).toBe(true);
		expect(made.syscalls.find(({ names }) => names.includes("clone3"))?.errnoRet).toBe(38);
	});

	it("are those of 64-bit programs alone", () => {
		expect(made.archMap.flatMap(({ subArchitectures }) => subArchitectures)).toEqual([]);
	});
});
