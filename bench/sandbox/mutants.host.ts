// The safety rules of the host's side of the sandbox: disks, tenants, spares, and an engine that fails.

import { type Mutant, rule } from "./mutants.ts";

export const HOST_MUTANTS: readonly Mutant[] = [
	...rule(
		"docker/tenancy/idle.ts",
		["docker/tenancy/shared.test.ts"],
		[
			[
				"what another bot works on is not ended",
				"await o.alone(tenant.thread, async () => {",
				"await ((_: string, step: () => Promise<void>) => step())(tenant.thread, async () => {",
				"however idle",
			],
			[
				"what another bot used is not idle",
				"tenant.lastUsed = Math.max(tenant.lastUsed, await lastUse(tenant.folders));",
				"",
				"used at the other",
			],
		],
	),
	...rule(
		"docker/tenancy/tenancy.ts",
		["docker/tenancy/shared.test.ts"],
		[
			[
				"another bot's new container stays",
				"if (!done) await ifLost(() => leave(tenant));",
				"if (!done) await ifLost(() => putAway(tenant));",
				"which knew the old one",
			],
			["other bots' containers are counted", "if (!seats.has(disk)) seats.hold(disk);", "", "keep to the limit"],
			[
				"those that they start later, too",
				"others.set(event.id, event.disk);\n\t\t\t\t\tseats.hold(event.disk);",
				"",
				"keep to the limit",
			],
			[
				"a thread forgotten elsewhere begins anew",
				"const known = await diskOf(tenant.folders);",
				"const known = tenant.disk ?? (await diskOf(tenant.folders));",
				"begins anew",
			],
		],
	),
	...rule(
		"docker.ts",
		["docker/tenancy/shared.test.ts"],
		[
			[
				"who joins leaves all as it is",
				"(o.shared?.joins ? tenancy.learn() : tenancy.adopt())",
				"tenancy.adopt()",
				"that joins leaves",
			],
		],
	),
	...rule(
		"docker/files/disks.ts",
		["docker/files/disks.test.ts"],
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
		"docker/files/disk-images.ts",
		["docker/files/disks.test.ts"],
		[["an exact limit", "await file.truncate(bytes);", "await file.truncate(bytes * 4);", "exact limit"]],
	),
	...rule(
		"docker/files/thread-files.ts",
		["docker/files/disks.test.ts", "abuse/f09-host-disk.test.ts"],
		[["room before an upload", "await o.checkRoom(file.size);"]],
	),
	...rule(
		"docker.ts",
		["docker/files/disks.test.ts"],
		[
			["what goes over is stopped", "active.stop.abort(new Error(sentence));", "", "is watched"],
			["and told", "overLimit: () => over,", "overLimit: () => undefined,", "is watched"],
		],
	),
	...rule(
		"docker/tenancy/tenancy.ts",
		["docker/files/disks.test.ts"],
		[
			["forget removes the disk", "if (disk !== undefined) await removeDisk(disk);", "", "forgotten"],
			["forget works without root", "await starter.empty(disk);", "", "not root"],
		],
	),
	...rule(
		"docker/tenancy/idle.ts",
		["docker/tenancy/pool.test.ts"],
		[
			[
				"never while a run goes on",
				"tenant.users > waitersOf(tenant) || tenant.runs.size > 0",
				"false",
				"never put out to make room",
			],
			["never while its people work", 'need === "none" || need === least', "true", "a thread that works"],
			[
				"what was used least lately makes way",
				"a.lastUsed - b.lastUsed",
				"b.lastUsed - a.lastUsed",
				"a spare is given up",
			],
		],
	),
	...rule(
		"docker/tenancy/tenancy.ts",
		["docker/tenancy/pool.test.ts"],
		[["a seat or nothing", "await seats.take(disk, waiting);", "seats.hold(disk);", "a thread that works"]],
	),
	...rule(
		"docker/tenancy/idle.ts",
		["../attacks/seats.test.ts"],
		[
			["what waits makes way", ' || (await endOne("waiting", among))', "", "open questions"],
			["who is in line uses nothing yet", 'waitersOf(tenant) > 0 ? "waiting" : ', "", "other people's threads"],
		],
	),
	...rule(
		"docker/tenancy/disk-watch.ts",
		["../attacks/host-disk.test.ts"],
		[
			[
				"watched between runs",
				"if (watch?.over === undefined && !isOpen) return;",
				"if (watch?.over === undefined) return;",
				"between two runs",
			],
			["and told", "o.tell(tenant.thread, ended(excess));", "", "between two runs"],
			["only what grows is ended", "!excess.grew || ", "", "only lie there"],
		],
	),
	...rule(
		"docker.ts",
		["../attacks/host-disk.test.ts"],
		[
			["what people send is no excess", "watchdog.settle(tenant),", "undefined,", "a person sends"],
			[
				"no run on a full disk",
				"if (!(await ledger.hasStarted(request.id))) await disks.checkRun();",
				"",
				"no run begins",
			],
		],
	),
	...rule(
		"docker/files/artifacts.ts",
		["../attacks/host-disk.test.ts"],
		[["no room for files is a note", "if (isFull(error)) return false;", "", "not a byte"]],
	),
	...rule(
		"docker/files/ledger.ts",
		["../attacks/host-disk.test.ts"],
		[["a result outlives a full disk", "if (!isFull(error)) throw error;", "throw error;", "not a byte"]],
	),
	...rule(
		"docker/tenancy/pool.ts",
		["docker/tenancy/pool.test.ts"],
		[["no hot loop", " || Date.now() < notBefore", "", "again and again"]],
	),
	...rule(
		"docker/tenancy/starter.ts",
		["docker/tenancy/pool.test.ts"],
		[["no spare of other limits", "found.spec === specOf(await o.plan(found.disk))", "true", "retires those"]],
	),
	...rule(
		"docker/tenancy/seats.ts",
		["docker/tenancy/seats.test.ts"],
		[
			["a line that ends", "if (line.length < LONGEST_LINE.ofAll) return;", "return;"],
			["a person's line that ends", "if (own >= LONGEST_LINE.ofOne)", "if (false)"],
			["a seat for somebody else", "const share = shareOf(limit);", "const share = limit;"],
			["the fewest seats first", "inTurn(line, held.values())", "line"],
			["no more than there are", "admits(by) && held.size < limit", "admits(by)"],
			["no spare beyond them", "if (held.size >= limit) return false;", ""],
			["only one's own make way", "admits(by) ? undefined : keysOf(by)", "undefined"],
		],
	),
	...rule(
		"docker/tenancy/pool.ts",
		["docker/tenancy/spares.test.ts"],
		[
			["as many as were asked for", "if (spares.length >= o.size) return false;"],
			["a seat for a spare", "if (!o.seats.takeFree(disk))", "if (false)"],
		],
	),
	...rule(
		"docker/tenancy/memory.ts",
		["docker/tenancy/seats.test.ts"],
		[["one at least", "Math.max(1, Math.floor(", "Math.max(0, Math.floor("]],
	),
	...rule(
		"docker/engine/breaker.ts",
		["docker/tenancy/seats.test.ts"],
		[
			["no calls after one that hangs", "if (hungSince !== undefined) throw", "if (false) throw"],
			["it recovers by itself", "hungSince = undefined;\n\t}\n\n\treturn", "}\n\n\treturn"],
			["every call ends", "late.abort();\n\t\t}, ms)", "late.abort();\n\t\t}, 3e8)"],
		],
	),
	...rule(
		"docker/tenancy/tenancy.ts",
		["abuse/f05-containers.test.ts"],
		[
			["an end from outside has a reason", "if (tenant !== undefined) lost(tenant, why);", "", "F05"],
			["a paused one is woken", "await engine.unpause(id);\n\t\t\tif", "if", "F06"],
		],
	),
	...rule(
		"docker/tenancy/tenancy.ts",
		["abuse/f02-engine.test.ts"],
		[
			["who cannot be resumed is given up", 'throw new Error("it is still paused");', "", "F06"],
			["what was missed is found", 'if (state === "paused") await wake(tenant.container.id, tenant);', "", "F10"],
		],
	),
];
