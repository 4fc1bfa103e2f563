// Attacks on the agent from inside: signals, limits and priorities that would end it or starve it.

import { expect, test } from "vitest";
import { stand } from "../sandbox/stand.ts";

const thread = "slack:T:C:pressed";
/** One statement a try; what the kernel refuses is as good as what has no effect. */
const tries = (statements: readonly string[]) =>
	`import ctypes, os, resource, signal\n${statements.map((one) => `try: ${one}\nexcept OSError: pass`).join("\n")}\nprint("tried")`;

const attacks: readonly (readonly [what: string, statements: readonly string[]])[] = [
	[
		"every signal that can be sent to it (S01)",
		[1, 2, 3, 6, 9, 10, 11, 12, 13, 14, 15, 19, 20, 24, 25, 34, 64].map((signal) => `os.kill(1, ${signal})`),
	],
	[
		"what /proc lets be read and written of it (S01)",
		[
			"print('read', open('/proc/1/mem', 'rb').read(1))",
			"print('read', open('/proc/1/environ', 'rb').read(1))",
			"print('read', os.listdir('/proc/1/fd'))",
			"open('/proc/1/oom_score_adj', 'w').write('1000'); print('written')",
			"open('/proc/1/mem', 'r+b').write(b'x'); print('written')",
			"open('/proc/1/clear_refs', 'w').write('1'); open('/proc/1/comm', 'w').write('x')",
		],
	],
	[
		"the lowest priority that there is (S02)",
		[
			"os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0))",
			"os.setpriority(os.PRIO_PROCESS, 1, 19)",
			"os.sched_setaffinity(1, {0})",
			"ctypes.CDLL(None).syscall(251, 1, 1, (3 << 13) | 7)",
		],
	],
	[
		"limits on its time and its memory (S02)",
		["resource.prlimit(1, resource.RLIMIT_CPU, (1, 1))", "resource.prlimit(1, resource.RLIMIT_AS, (1 << 20, 1 << 20))"],
	],
];

test.each(attacks)("code cannot end or starve the agent with %s", async (_what, statements) => {
	const { run, sandbox } = await stand();
	await run(thread, "kept = 1");
	const { generation } = await sandbox.open(thread, new AbortController().signal);
	expect(await run(thread, tries(statements))).toMatchObject({ outcome: "ok", output: "tried\n" });
	expect(await run(thread, "print(kept)")).toMatchObject({ outcome: "ok", output: "1\n", variablesKept: true });
	const { generation: after } = await sandbox.open(thread, new AbortController().signal);
	expect(after).toBe(generation);
});
