// The agent and its relay are another user than code: it can neither end, choke nor look into them, nor speak in their name.

import { expect, it } from "vitest";
import { openLab } from "../sandbox/abuse/lab.ts";

const lab = openLab();
const thread = "slack:T:C:apart";

/** Each try on its own line: what it gave, or the name of its error. */
const tries = (...list: readonly string[]) =>
	`import ctypes, glob, os, resource, signal, socket\nrelay = next(int(p.split('/')[2]) for p in glob.glob('/proc/[0-9]*/cmdline') if b'agentctl' in open(p, 'rb').read())\nfor one in (${list.map((one) => `lambda: ${one}`).join(", ")},):\n    try: print(one())\n    except OSError as fault: print(type(fault).__name__)`;

it("code does not speak to the host as the agent: the relay's descriptors and the socket are closed to it (D12)", async () => {
	const cell = await lab.run(
		thread,
		tries(
			"os.open(f'/proc/{relay}/fd/1', os.O_WRONLY)",
			"os.listdir(f'/proc/{relay}/fd')",
			"open(f'/proc/{relay}/mem', 'rb').read(1)",
			"os.open('/proc/1/fd/1', os.O_WRONLY)",
			"socket.socket(socket.AF_UNIX).connect('/run/agent/agent.sock')",
			"os.listdir('/run/agent')",
		),
	);
	expect(cell.output).toBe("PermissionError\n".repeat(6));
});

it("code that kills relays as they start never meets one that it may open (D12)", async () => {
	const racing = lab.run(
		thread,
		`import glob, os, time
opened, until = 0, time.monotonic() + 3
while time.monotonic() < until:
    for path in glob.glob('/proc/[0-9]*/fd/1'):
        pid = int(path.split('/')[2])
        try:
            if os.stat(f'/proc/{pid}').st_uid != os.getuid() or b'agentctl' in open(f'/proc/{pid}/cmdline', 'rb').read():
                os.close(os.open(path, os.O_WRONLY)); opened += 1
        except OSError: pass
print(opened)`,
	);
	const others = [1, 2, 3].map(async () => {
		const again = await lab.sandbox.open(thread, new AbortController().signal);
		return again.generation;
	});
	expect(new Set(await Promise.all(others)).size).toBe(1);
	expect((await racing).output).toBe("0\n");
});

it("code does not choke the agent: its limits, its share of time and its signals are not code's (D12)", async () => {
	const cell = await lab.run(
		thread,
		tries(
			"resource.prlimit(1, resource.RLIMIT_NOFILE, (8, 8))",
			"resource.prlimit(relay, resource.RLIMIT_NOFILE, (0, 0))",
			"os.setpriority(os.PRIO_PROCESS, 1, 19)",
			"os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0))",
			"os.sched_setaffinity(1, {0})",
			"os.kill(1, signal.SIGSTOP)",
			"os.kill(relay, signal.SIGKILL)",
			"open('/proc/1/oom_score_adj', 'w').write('1000')",
			"os.unlink('/run/agent/agent.sock')",
			"os.rename('/run/agent', '/run/other')",
		),
	);
	expect(
		cell.output
			.trim()
			.split("\n")
			.filter((line) => !/PermissionError|OSError/.test(line)),
	).toEqual([]);
	expect(await lab.run(thread, "1 + 1")).toMatchObject({ outcome: "ok", output: "2\n" });
});

it("no process of a container is root, and no process of code has a right or can get one", async () => {
	await lab.bash(thread, "setsid sleep 20 >/dev/null 2>&1 &");
	const cell = await lab.run(
		thread,
		`import glob, os, re
for path in sorted(glob.glob('/proc/[0-9]*/status')):
    text = open(path).read()
    uid = set(re.search(r'Uid:\\s+(.*)', text)[1].split())
    rights = {name: int(re.search(f'{name}:\\\\s+(\\\\w+)', text)[1], 16) for name in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb')}
    if uid & {'0'}: print('root', path)
    if uid == {'10001'} and any(rights.values()): print('rights', path, rights)
    if path == '/proc/1/status': print(uid, hex(rights['CapEff']), hex(rights['CapPrm']), rights['CapBnd'], 'NoNewPrivs:\\t1' in text)
for user in (0, 10002):
    for call in (os.setuid, os.setgid, os.seteuid):
        try: call(user); print('became', user)
        except PermissionError: pass
print(os.getgroups())`,
	);
	expect(cell.output).toBe("{'10002'} 0xe0 0xe0 0 True\n[]\n");
});

it("what bash reads is what was shown: code that waits in the background cannot write to the cell", async () => {
	await lab.bash(
		thread,
		"(for i in $(seq 300); do for f in /run/cells/*.sh /run/cells/code-{1..40}.sh; do echo 'echo forged' > $f; rm -f $f; done; sleep 0.01; done) >/dev/null 2>&1 &",
	);
	for (let run = 0; run < 5; run += 1) expect((await lab.bash(thread, "sleep 0.1\necho mine")).output).toBe("mine\n");
});

it("code may still write to where its output goes by name", async () => {
	expect((await lab.bash(thread, "echo out > /dev/stdout; echo err > /dev/stderr")).output).toBe("out\nerr\n");
	expect((await lab.run(thread, "open('/dev/stdout', 'w').write('out')")).output).toMatch(/out/);
});

it("files that the agent makes or removes for code are reached by code's own rights: a link leads nowhere else", async () => {
	await lab.bash(thread, "rm -rf .threadloop; ln -s /run/agent .threadloop; ln -s /run/agent /tmp/link");
	const cell = await lab.run(thread, "for _ in range(4000): print('x' * 99)");
	expect(cell.outcome).toBe("ok");
	await lab.run(thread, "import os\nos._exit(1)");
	expect(await lab.run(thread, "1 + 1")).toMatchObject({ outcome: "ok", output: "2\n" });
	await lab.bash(thread, "rm .threadloop");
});
