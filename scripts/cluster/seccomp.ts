// The sandbox's seccomp profile as a node's container runtime reads it from a file: OCI's format, which has none of Docker's conditions.

import { SECCOMP } from "../../src/sandbox/docker/engine/seccomp.ts";

interface Conditions {
	readonly arches?: readonly string[];
	readonly minKernel?: string;
}

interface DockerProfile {
	readonly defaultAction: string;
	readonly defaultErrnoRet?: number;
	readonly syscalls: readonly {
		readonly names: readonly string[];
		readonly action: string;
		readonly errnoRet?: number;
		readonly args?: readonly unknown[];
		readonly includes?: Conditions;
		readonly excludes?: Conditions & { readonly caps?: readonly string[] };
	}[];
}

const NATIVE = { amd64: "SCMP_ARCH_X86_64", arm64: "SCMP_ARCH_AARCH64" } as const;
export type Arch = keyof typeof NATIVE;

/** Taken to be met: kernels of 4.8 (2016) and later, and a container without any capability. */
export function ociProfile(arch: Arch): string {
	const { defaultAction, defaultErrnoRet, syscalls }: DockerProfile = JSON.parse(SECCOMP);
	const isMeant = ({ includes, excludes }: DockerProfile["syscalls"][number]) =>
		includes?.arches?.includes(arch) !== false && excludes?.arches?.includes(arch) !== true;
	const rules = syscalls.filter(isMeant).map(({ names, action, args, errnoRet }) => ({
		names,
		action,
		...(args?.length ? { args } : {}),
		...(errnoRet === undefined ? {} : { errnoRet }),
	}));
	return JSON.stringify(
		{ defaultAction, defaultErrnoRet, architectures: [NATIVE[arch]], syscalls: rules },
		undefined,
		"\t",
	);
}
