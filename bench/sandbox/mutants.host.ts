// The safety rules of the host's side of the sandbox: disks, places, spares, and an engine that fails.

import { type Mutant, rule } from "./mutants.ts";

export const HOST_MUTANTS: readonly Mutant[] = [
	...rule(
		"disks.ts",
		["disks.test.ts"],
		[
			["what belongs to a thread stays", "inUse.has(id) || owned.has(id)", "inUse.has(id)", "found again after a kill"],
			["disks of nobody go", ": remove(id)).catch", ": Promise.resolve()).catch", "found again after a kill"],
			[
				"unmounted when it is put away",
				"await unmount(tree)",
				"await Promise.resolve()",
				"stay when the container goes",
			],
		],
	),
	...rule(
		"loops.ts",
		["disks.test.ts"],
		[["an exact limit", "await file.truncate(bytes);", "await file.truncate(bytes * 4);", "exact limit"]],
	),
	...rule(
		"docker.ts",
		["disks.test.ts", "abuse/f09-host-disk.test.ts"],
		[["room before an upload", "await disks.checkRoom(file.size, place.disk);"]],
	),
	...rule(
		"docker.ts",
		["disks.test.ts"],
		[
			["what goes over is stopped", "going.stop.abort(new Error(sentence));", "", "is watched"],
			["and told", "overLimit: () => over,", "overLimit: () => undefined,", "is watched"],
		],
	),
	...rule(
		"tenancy.ts",
		["disks.test.ts"],
		[
			["forget removes the disk", "if (disk !== undefined) await removeDisk(disk);", "", "forgotten"],
			["forget works without root", "await starter.empty(disk);", "", "not root"],
		],
	),
	...rule(
		"tenancy.ts",
		["pool.test.ts"],
		[
			["never while a run goes on", "place.users > 0 || place.runs.size > 0", "false", "never put out to make room"],
			["never while its people wait", " || (await o.inUse(place.thread))", "", "whose people wait"],
			[
				"what was used least lately makes way",
				"a.lastUsed - b.lastUsed",
				"b.lastUsed - a.lastUsed",
				"a spare is given up",
			],
			["a seat or nothing", "await seats.take(disk, waiting);", "seats.hold(disk);", "whose people wait"],
		],
	),
	...rule("pool.ts", ["pool.test.ts"], [["no hot loop", " || Date.now() < notBefore", "", "again and again"]]),
	...rule(
		"starter.ts",
		["pool.test.ts"],
		[["no spare of other limits", "found.spec === specOf(await o.plan(found.disk))", "true", "retires those"]],
	),
	...rule(
		"seats.ts",
		["seats.test.ts"],
		[
			["a line that ends", "if (line.length >= LONGEST_LINE)", "if (false)"],
			["no spare past the line", "if (line.length > 0 || ", "if ("],
			["no more than there are", "first === undefined || held.size >= limit", "first === undefined"],
		],
	),
	...rule(
		"pool.ts",
		["spares.test.ts"],
		[
			["as many as were asked for", "if (spares.length >= o.size) return false;"],
			["a seat for a spare", "if (!o.seats.takeFree(disk))", "if (false)"],
		],
	),
	...rule("budget.ts", ["seats.test.ts"], [["one at least", "Math.max(1, Math.floor(", "Math.max(0, Math.floor("]]),
	...rule(
		"breaker.ts",
		["seats.test.ts"],
		[
			["no calls after one that hangs", "if (hungSince !== undefined) throw", "if (false) throw"],
			["it recovers by itself", "hungSince = undefined;\n\t}\n\n\treturn", "}\n\n\treturn"],
			["every call ends", "late.abort();\n\t\t}, ms)", "late.abort();\n\t\t}, 3e8)"],
		],
	),
	...rule(
		"tenancy.ts",
		["abuse/f05-containers.test.ts"],
		[
			["an end from outside has a reason", "if (place !== undefined) lost(place, why);", "", "F05"],
			["a paused one is woken", "await engine.unpause(id);\n\t\t\tif", "if", "F06"],
		],
	),
	...rule(
		"tenancy.ts",
		["abuse/f02-engine.test.ts"],
		[
			[
				"who cannot be woken is given up",
				'if ((await engine.find(id))?.state === "paused") throw',
				"if (false) throw",
				"F06",
			],
			["what was missed is found", 'if (state === "paused") await wake(place.box.id, place);', "", "F10"],
		],
	),
];
