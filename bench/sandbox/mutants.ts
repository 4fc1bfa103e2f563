// The safety rules of the sandbox, each as an edit that takes it away, and the tests that must notice.

export interface Mutant {
	/** The rule, in words. */
	readonly rule: string;
	readonly file: string;
	/** Stands exactly once in the file. */
	readonly find: string;
	readonly replace: string;
	/** Test files, relative to `test/sandbox`. */
	readonly tests: readonly string[];
	/** Part of a title: where a file takes long, only these of its tests. */
	readonly title?: string;
}

/** Lines of a file from the one that holds `from` to the next that is `to`: each that stands for itself is a rule. */
export interface Lines {
	readonly file: string;
	readonly from: string;
	readonly to: string;
	readonly tests: readonly string[];
}

/** Every line of these that can go without breaking the syntax is taken out in turn. */
export const LINES: readonly Lines[] = [
	{
		file: "docker/engine/container-options.ts",
		from: "function hardenedOptions",
		to: "}",
		tests: ["docker/engine/container-options.test.ts"],
	},
	{
		file: "docker/engine/container-options.ts",
		from: "const MASKED",
		to: "];",
		tests: ["docker/engine/container-options.test.ts"],
	},
	{ file: "docker/engine/seccomp.ts", from: "const NEVER", to: "];", tests: ["docker/engine/seccomp.test.ts"] },
];

export function rule(
	file: string,
	tests: readonly string[],
	all: readonly (readonly [rule: string, find: string, replace?: string, title?: string])[],
): readonly Mutant[] {
	return all.map(([rule, find, replace = "", title]) => ({
		...{ rule, file, find, replace, tests },
		...(title === undefined ? {} : { title }),
	}));
}

export const MUTANTS: readonly Mutant[] = [
	...rule(
		"docker/engine/seccomp.ts",
		["docker/engine/seccomp.test.ts"],
		[
			["no rule that hangs on a capability", ".filter(({ includes }) => includes?.caps === undefined)"],
			["no list of sockets but our own", 'name !== "socket" && '],
			["no netlink but routes", '\t{ index: 2, value: 0, op: "SCMP_CMP_EQ" },\n'],
			["no 32-bit calls", "subArchitectures: []", "subArchitectures: [architecture]"],
		],
	),
	...rule(
		"docker/engine/enforcement.ts",
		["docker/engine/enforcement.test.ts"],
		[
			["memory limits or nothing", "info.MemoryLimit && hasCgroups", "true"],
			["process limits or nothing", "info.PidsLimit && hasCgroups", "true"],
			["seccomp or nothing", 'options.includes("seccomp")', "true"],
			["Linux or nothing", 'info.OSType === "linux"', "true"],
			["new enough or nothing", "newEnough(version.ApiVersion)", "true"],
			["left out means no", "MemoryLimit: z.boolean().default(false)", "MemoryLimit: z.boolean().catch(true)"],
			["another user than code's", 'answers.uid}` === SANDBOX_USER.split(":")[0]', "answers.uid}` === `x`"],
			["AppArmor where there is one", 'options.includes("apparmor")', "false"],
		],
	),
	...rule(
		"docker/files/data-dirs.ts",
		["docker/files/data-dirs.test.ts"],
		[
			["no folder that holds what is ours", "holds(real, other) || ", ""],
			["no folder inside what is ours", " || holds(other, real)"],
			["what code can read", "if (!isReadable(state))", "if (false)"],
			["not a whole home", ".find((home) => holds(real, home))", ".find(() => false)"],
			["not the engine's socket", "ours.socketPath, "],
			["not the state folder", "ours.stateDir, "],
			["a bounded list", " || files.length >= MAX_FILES"],
			["no links listed", "if (!entry.isFile()) continue;"],
			["no dotfiles listed", 'if (entry.name.startsWith(".")) continue;'],
		],
	),
	...rule(
		"docker/files/descriptors.ts",
		["docker/files/workspace.test.ts"],
		[
			["plain components only", ' || part === ".."'],
			["no absolute path", 'part === "" || '],
			["no folder behind a link", "constants.O_DIRECTORY | constants.O_NOFOLLOW", "constants.O_DIRECTORY"],
			[
				"no file behind a link",
				"constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK",
				"constants.O_RDONLY | constants.O_NONBLOCK",
			],
			["no fifo", "if (state.isFile()) return", "return"],
			["not past the size it had", "start: 0, end: size - 1, "],
			// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program
			["each below the one before", "openFolder(`${through(folder)}/${part}`)", "openFolder(`${root}/${part}`)"],
			// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program
			["the file below its folder", "openFile(`${through(folder)}/${name}`)", "openFile(`${root}/${path}`)"],
		],
	),
	...rule(
		"docker/files/descriptors.ts",
		["abuse/t33-swap.test.ts"],
		[
			[
				"no link that came in between",
				"constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK",
				"constants.O_RDONLY | constants.O_NONBLOCK",
			],
		],
	),
	...rule(
		"docker/files/workspace.ts",
		["docker/files/workspace.test.ts"],
		[
			["not larger than said", "if (file.size > options.maxBytes) throw tooLarge(file.name, options.maxBytes);"],
			["not larger than it comes", "if (size > options.maxBytes) throw tooLarge(options.file.name, options.maxBytes);"],
			["room first", "if (!(await hasRoom(folders.uploads, file.size))) throw diskFull(file.name);"],
			["read-only", "await handle.chmod(0o444);"],
			["nothing left of a broken upload", "await rm(spool, { force: true });"],
			["a second link", "await link(from, to);", "await rename(from, to);"],
			["stop means stop", "options.signal.throwIfAborted();\n\t\tawait handle", "await handle"],
			["its own bytes under its name", "there === kept || ", "there !== undefined || "],
			["an original or nothing", "if (kept === undefined) return undefined;"],
		],
	),
	...rule(
		"docker/files/artifacts.ts",
		["docker/files/workspace.test.ts"],
		[["old copies go", "await rm(path, { recursive: true });\n\t\ttotal", " total"]],
	),
	...rule(
		"files/names.ts",
		["docker/files/workspace.test.ts"],
		[
			["one path component", ".split(/[/\\\\]/)", '.split("\\0")'],
			["no dotfile, no option", '.replace(/^[.\\-\\s]+/, "")'],
			["a bounded name", "while (Buffer.byteLength(stem + ending) > NAME_BYTES)", "while (false)"],
		],
	),
	...rule(
		"files/changes.ts",
		["docker/files/workspace.test.ts"],
		[["uploads are no artifacts", " && !uploads.has(seen.ino)"]],
	),
	...rule(
		"files/collecting.ts",
		["docker/files/workspace.test.ts"],
		[
			["no more than ten", "if (others >= MAX_ARTIFACTS)", "if (false)"],
			["none over the limit", "if (bytes > MAX_BYTES)", "if (false)"],
			["each once", "if (seen.has(taken.sha256))", "if (false)"],
		],
	),
	...rule(
		"channel/lines.ts",
		["channel/exec-stream.test.ts"],
		[["a bounded line", "if (length > limit) return false;"]],
	),
	...rule(
		"docker/engine/exec-stream.ts",
		["channel/exec-stream.test.ts"],
		[["stdout alone", "wanted = header[0] === STDOUT;", "wanted = true;"]],
	),
	...rule(
		"docker/files/scan.ts",
		["docker/files/workspace.test.ts"],
		[
			["a bounded depth", "depth < MAX_DEPTH ? await openFolder(path) : undefined", "await openFolder(path)"],
			["no dotfiles, no caches", 'if (entry.name.startsWith(".") || entry.name === "__pycache__") continue;'],
		],
	),
	...rule(
		"docker.ts",
		["docker/engine/enforcement.test.ts"],
		[
			[
				"what the engine enforces is asked",
				"enforcementOf({ ...(await engine.about()), uid: process.getuid?.() })",
				"{ appArmor: false, warnings: [] as string[] }",
			],
			[
				"the operator's folders are checked",
				"await checkedDataDirs(",
				"((dirs: readonly DataDir[], _: object) => dirs)(",
			],
		],
	),
	...rule(
		"channel/channel.ts",
		["channel/channel.test.ts"],
		[
			["the same protocol or none", "if (event.proto !== PROTOCOL)", "if (false)"],
			[
				"nonsense ends it",
				'if (nonsense >= HOSTILE_AFTER || (nonsense > before && wait >= 2000)) return end("hostile");',
			],
			["a container that is gone ends it", 'if (alive === false) return end("gone");'],
			["nothing is asked for twice", 'send({ t: "hello", last })', 'send({ t: "hello", last: 0 })'],
		],
	),
	...rule(
		"channel/text.ts",
		["channel/exec-stream.test.ts"],
		[
			["texts are cleaned", "clean(value.slice(0, limit))", "value.slice(0, limit)"],
			["texts are cut", "clean(value.slice(0, limit))", "clean(value)"],
		],
	),
	...rule(
		"channel/protocol.ts",
		["channel/exec-stream.test.ts"],
		[
			[
				"only figures' own names",
				".regex(/^(figure-\\d{1,3}\\.(png|jpg|svg|html)|output-\\d{1,9}\\.txt|table-\\d{1,3}\\.csv)$/)",
			],
		],
	),
	...rule(
		"runs/runs.ts",
		["docker.test.ts"],
		[["what was approved is what runs", "if (sha256 !== request.sha256)", "if (false)", "not what was approved"]],
	),
	...rule(
		"channel/container.ts",
		["abuse/t02-hostile.slow.test.ts"],
		[["an agent that does not act is given up", 'giveUpAfter(LADDER_MS, "cancelled");', "", "no longer acts"]],
	),
	...rule(
		"docker/tenancy/idle.ts",
		["docker.test.ts"],
		[
			[
				"never while somebody is asked",
				'await reap(tenant, o.idleMs, "none")',
				'await reap(tenant, o.idleMs, "waiting")',
				"containers that idled",
			],
		],
	),
	...rule(
		"docker/files/disks.ts",
		["abuse/t27-files.test.ts"],
		[["uploads cannot be lost", "chmod(workspace, 0o1777)", "chmod(workspace, 0o777)", "neither change nor lose"]],
	),
	...rule(
		"docker/files/disks.ts",
		["docker/files/disks.test.ts"],
		[
			["a folder's limit is watched", "isExact || bytes <= o.bytes ?", "true ?", "is watched"],
			["a folder's limit holds for uploads", "(await used(id)) + bytes <= o.bytes", "true", "is watched"],
		],
	),
	...rule(
		"docker/files/disks.ts",
		["abuse/f09-host-disk.test.ts"],
		[
			["the host keeps its room", "if ((await hostRoom()) < bytes)", "if (false)"],
			["who fills the host is stopped", "if (isHostFull && grew)", "if (false)"],
		],
	),
	...rule(
		"docker/files/disk-images.ts",
		["abuse/t37-reach.test.ts"],
		[["no devices, no rights on a disk", "loop,nodev,nosuid,", "loop,", "T42"]],
	),
	...rule(
		"docker/files/disk-images.ts",
		["abuse/t25-disk.test.ts"],
		[["a limit of files", '"-N", String(inodes), ', '"-N", "1000000", ', "T26"]],
	),
];
