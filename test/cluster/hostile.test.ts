// Hostile code in a Pod, and a cluster that would let it out: what code cannot do, and when the bot does not start.

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { isBotError } from "../../src/core/errors.ts";
import { ABILITIES } from "../../src/sandbox/kubernetes/abilities.ts";
import type { KubernetesSandbox } from "../../src/sandbox/kubernetes.ts";
import { list, render } from "./chart.ts";
import { type Lab, NAMESPACE, openLab, put, run, until } from "./lab.ts";

let lab: Lab;
beforeAll(async () => {
	lab = await openLab();
}, 600_000);
afterEach(() => lab.close());
afterAll(() => lab?.end());

const thread = "slack:T1:C1:9.9";

async function printed(sandbox: KubernetesSandbox, source: string): Promise<string> {
	const { outcome, output, error } = await run(sandbox, thread, source);
	return outcome === "ok" ? output : `${outcome} ${error?.name}: ${error?.message}\n${output}`;
}

test("code has no rights, no network, no token and no way to uploads, the keeper, the agent or the server", async () => {
	const sandbox = await lab.open();
	expect(lab.log.filter(({ event }) => event === "sandbox.weaker")).toEqual([]);
	expect(lab.log.filter(({ event }) => event === "sandbox.differs").length).toBe(
		ABILITIES.filter(({ lacking }) => lacking).length,
	);
	await put(sandbox, thread, "data.csv", Buffer.from("a,b\n1,2\n"));
	const status = "Uid|NoNewPrivs|Seccomp:|CapEff|CapBnd";
	const rights = await printed(
		sandbox,
		`import re\nprint(*[' '.join(l.split()[:2]) for l in open('/proc/self/status') if re.match('${status}', l)], sep='\\n')`,
	);
	expect(rights.split("\n").sort()).toEqual(
		["", "CapBnd: 0000000000000000", "CapEff: 0000000000000000", "NoNewPrivs: 1", "Seccomp: 2", "Uid: 10001"].sort(),
	);
	const { host, port } = { host: new URL(lab.cluster.server).hostname, port: new URL(lab.cluster.server).port };
	const refused = await printed(
		sandbox,
		`
import ctypes, glob, os, socket
def tried(name, step):
    try: print(name, "DONE", step())
    except Exception as error: print(name, "refused")
tried("network", lambda: socket.create_connection(("1.1.1.1", 443), 2))
tried("server", lambda: socket.create_connection(("${host}", ${port}), 2))
tried("names", lambda: socket.getaddrinfo("kubernetes.default.svc", 443))
tried("AF_ALG", lambda: socket.socket(38, socket.SOCK_SEQPACKET))
tried("AF_VSOCK", lambda: socket.socket(40, socket.SOCK_STREAM))
tried("token", lambda: os.listdir("/var/run/secrets/kubernetes.io"))
tried("root", lambda: open("/opt/agent/x", "w"))
tried("etc", lambda: open("/etc/x", "w"))
tried("change", lambda: open("data.csv", "a"))
tried("chmod", lambda: os.chmod("data.csv", 0o666))
tried("remove", lambda: os.remove("data.csv"))
tried("replace", lambda: (open("z", "w").write("z"), os.replace("z", "data.csv")))
tried("originals", lambda: os.listdir("/vol"))
tried("agent", lambda: open("/proc/1/mem", "rb+"))
def speak():
    link = socket.socket(socket.AF_UNIX); link.connect("/run/agent/agent.sock")
    link.sendall(b'{"t":"hello","last":0}\\n')
    return link.recv(99) or 1 / 0
tried("speak", speak)
tried("unshare", lambda: ctypes.CDLL(None).unshare(0x10000000) and 1 / 0)
tried("keeper", lambda: [p for p in glob.glob("/proc/[0-9]*/cmdline") if b"keeper" in open(p, "rb").read()][0])
print(sorted(os.listdir("/sys/class/net")))
`,
	);
	expect(refused.split("\n").filter((line) => !line.endsWith("refused"))).toEqual(["['lo']", ""]);
	expect(await printed(sandbox, "print(open('data.csv').read())")).toBe("a,b\n1,2\n\n");
}, 180_000);

test("the bot's account may suspend a sandbox, and not change its Pod", async () => {
	await run(await lab.open(), thread, "print(1)");
	const [name = ""] = await lab.names("sandboxes");
	const patched = (spec: object) =>
		lab.cluster.kubectl([
			...["patch", "sandbox", name, "--namespace", NAMESPACE, "--as", "system:serviceaccount:threadloop:threadloop"],
			...["--type", "merge", "--patch", JSON.stringify({ spec })],
		]);
	const podTemplate = { spec: { serviceAccountName: "default", automountServiceAccountToken: true } };
	await expect(patched({ podTemplate })).rejects.toThrow("not change its Pod");
	expect(await patched({ operatingMode: "Running" })).toContain(name);
}, 120_000);

test("a fork bomb and a program over its memory end, and the sandbox goes on", async () => {
	const sandbox = await lab.open();
	const bomb = "import os, time\nn = 0\nwhile True:\n  if os.fork() == 0: time.sleep(20); os._exit(0)\n  n += 1";
	expect((await run(sandbox, thread, bomb)).outcome).not.toBe("ok");
	expect(await printed(sandbox, "print(6 * 7)")).toBe("42\n");
	const hog = await run(sandbox, thread, "b = bytearray(2 << 30)\nfor i in range(0, len(b), 4096): b[i] = 1");
	expect(hog).toMatchObject({ outcome: "out_of_memory", variablesKept: false });
	expect(await printed(sandbox, "print(open('data.csv').read())")).toBe("a,b\n1,2\n\n");
}, 240_000);

test("what a program makes for itself alone, as links or in great number comes or is explained", async () => {
	const sandbox = await lab.open();
	const made = await run(
		sandbox,
		thread,
		"import os\nos.umask(0o077)\nopen('own.txt', 'w').write('mine')\nos.symlink('/etc/passwd', 'link.txt')\nos.link('own.txt', 'second.txt')\nos.mkfifo('pipe')",
	);
	expect(made.artifacts.map(({ name }) => name)).toEqual(["own.txt"]);
	expect(made.notes).toEqual([
		"link.txt is a symbolic link, so it was not attached.",
		"pipe is not a regular file, so it was not attached.",
	]);
	await sandbox.forget(thread);
}, 120_000);

test("where code reaches anything, or has what it must not have, the bot does not start, and leaves no probe", async () => {
	const template = (await render(lab.cluster)).find(({ kind }) => kind === "SandboxTemplate");
	/** The chart's template in a namespace that nobody guards, changed. */
	async function opened(name: string, change: (text: string) => string): Promise<string> {
		const text = change(JSON.stringify(template)).replaceAll("threadloop-sandboxes", "open");
		const changed = { ...JSON.parse(text), metadata: { name, namespace: "open" } };
		const pool = {
			apiVersion: "extensions.agents.x-k8s.io/v1beta1",
			kind: "SandboxWarmPool",
			metadata: { name, namespace: "open" },
			spec: { replicas: 0, sandboxTemplateRef: { name } },
		};
		await lab.cluster.kubectl(["apply", "-f", "-"], list([changed, pool]));
		const error = await lab.open({ namespace: "open", pool: name, kubeconfig: lab.cluster.kubeconfig }).then(
			() => undefined,
			(reason: unknown) => reason,
		);
		return isBotError(error, "sandbox_down") ? error.sentence : String(error);
	}
	await lab.cluster.kubectl(["create", "namespace", "open"]);
	const { port } = new URL(lab.cluster.server);
	expect(await opened("wide", (text) => text.replace('"hostname":"sandbox"', '"hostNetwork":true'))).toMatch(
		new RegExp(`^Code in a sandbox reaches 127\\.0\\.0\\.1:${port}/tcp.* none will be run; use a network plugin`),
	);
	const loose = (text: string) =>
		text
			.replaceAll('"readOnlyRootFilesystem":true', '"readOnlyRootFilesystem":false')
			.replaceAll('"automountServiceAccountToken":false', '"automountServiceAccountToken":true')
			.replaceAll('"allowPrivilegeEscalation":false', '"allowPrivilegeEscalation":true');
	expect(await opened("loose", loose)).toMatch(
		/^The sandboxes of this cluster lack .*automountServiceAccountToken: false, readOnlyRootFilesystem, so code could break/,
	);
	// The agent itself does not start with a right that it was not given to drop.
	expect(await opened("rights", (text) => text.replaceAll('"drop":["ALL"]', '"drop":["CHOWN"]'))).toMatch(
		/ends, or does not answer, so none will be run|ends again as soon as it starts/,
	);
	const claims = ["get", "sandboxclaims", "--namespace", "open", "--output", "name"];
	await until("no probe is left", async () => (await lab.cluster.kubectl(claims)).trim() === "");
	const missing = await lab.open({ pool: "nobody" }).catch((error: unknown) => String(error));
	expect(missing).toContain("There is no SandboxWarmPool nobody in the namespace threadloop-sandboxes");
}, 300_000);
