// Other users of the machine against a running demo: its files, its processes, its ports.

import { execFile, spawnSync } from "node:child_process";
import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeFolder, openToOthers } from "../../scripts/services/closing.ts";
import { takeStateDir } from "../../scripts/services/records.ts";
import { buttonsOf, until, visible } from "../e2e/twin.ts";
import { stateFolder } from "../setup/folder.ts";
import { type Demo, listeners, startDemo } from "./demo.ts";

const isRoot = process.getuid?.() === 0;
const TOKENS = { MODEL_API_KEY: "key-of-the-model-server", SOME_TOKEN: "token-of-something-else" };

let demo: Demo;
beforeAll(async () => {
	demo = await startDemo(TOKENS);
}, 240_000);
afterAll(() => demo?.stop());

const modeOf = (path: string) => statSync(path).mode & 0o7777;
const environOf = (pid: number) => readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");

/** What a shell of the user `nobody` gets to see, but for its errors. */
async function asNobody(line: string): Promise<string> {
	const nobody = { uid: 65_534, gid: 65_534, cwd: "/" };
	const { stdout } = await promisify(execFile)("sh", ["-c", `${line}; true`], nobody);
	return stdout;
}

/** Uploads a table, asks for it to be read, approves, and resolves once the program has. */
async function analyse(): Promise<void> {
	const form = new FormData();
	const code = "print('read:', open('private.csv').read().split())\nopen('made.txt', 'w').write('private words')";
	const asked = { channel: "C01GEN", user: "U01ALICE" };
	for (const [name, value] of Object.entries({ ...asked, text: `<@U0BOT> say: ${code}` })) form.append(name, value);
	form.append("file", new Blob(["private,words\n1,2\n"]), "private.csv");
	await demo.control("upload", form);
	const { ts: messageTs, button } = await until("a button to approve", async () =>
		(await demo.said())
			.flatMap((said) => buttonsOf(said).map((button) => ({ ts: said.ts, button })))
			.find(({ button }) => button.label.endsWith("Approve")),
	);
	await demo.control("interact", { ...asked, messageTs, action: button });
	await until("the program to have read it", async () =>
		(await demo.said()).some((said) => visible(said).includes("['private,words', '1,2']")),
	);
}

test("nothing that the start runs listens on more than loopback, and the look-alike listens on no port at all (D7)", () => {
	const found = [demo.root, demo.pid("redis"), demo.pid("slack"), demo.pid("bot")].map(listeners);
	const [start = [], redis = [], slack = [], bot = []] = found;
	expect(start).toHaveLength(2);
	expect(redis).toHaveLength(1);
	expect(slack).toEqual([]);
	expect(bot).toEqual([]);
	// 0100007F is 127.0.0.1.
	for (const address of found.flat()) expect(address).toMatch(/^0100007F:/);
});

test("each program gets only the settings that it needs, so that a hole in one of them gives no other's token away (D19)", () => {
	const tokens = Object.entries(TOKENS).map(([name, value]) => `${name}=${value}`);
	for (const name of ["redis", "slack"] as const) {
		const has = environOf(demo.pid(name));
		expect(has.filter((one) => /SECRET|TOKEN|API_KEY|PASSWORD|REDIS_URL/.test(one))).toEqual([]);
		expect(has.filter((one) => tokens.some((token) => one.includes(token)))).toEqual([]);
	}
	const bot = environOf(demo.pid("bot"));
	expect(bot).toContain(tokens[0]);
	expect(bot.filter((one) => one.includes("token-of-something-else") || one.startsWith("DEMO_SECRET"))).toEqual([]);
	// Arguments, unlike the environment, can be read by everybody.
	for (const name of ["redis", "slack", "bot"] as const) {
		const line = readFileSync(`/proc/${demo.pid(name)}/cmdline`, "utf8");
		expect(line).not.toMatch(/secret|key-of|token-of/);
	}
});

test("a state folder that was open before is closed at start, and the logs with it (D10)", () => {
	expect(modeOf(demo.stateDir)).toBe(0o700);
	expect(modeOf(join(demo.stateDir, "disks"))).toBe(0o700);
	const logs = readdirSync(join(demo.stateDir, "logs")).filter((name) => /^(bot|redis|slack)\.log$/.test(name));
	expect(logs).toHaveLength(3);
	for (const name of logs) expect([name, modeOf(join(demo.stateDir, "logs", name))]).toEqual([name, 0o600]);
	expect(demo.printed()).toContain("it is closed to them now");
});

test.skipIf(!isRoot)(
	"another user can neither read what people uploaded nor put a file into a workspace, while code still can (D10; skipped where not root)",
	async () => {
		await analyse();
		const [disk = ""] = readdirSync(join(demo.stateDir, "disks"));
		const tree = join(demo.stateDir, "disks", disk, "tree");
		expect(readFileSync(join(tree, "files/private.csv"), "utf8")).toContain("private,words");
		const tries = [
			`ls -R ${demo.stateDir}`,
			`cat ${tree}/files/private.csv ${tree}/files/made.txt ${tree}/uploads/*`,
			// The ids of mounted disks can be read by everybody.
			`for at in $(grep -o '${demo.stateDir}[^ ]*' /proc/mounts); do cat $at/files/*; touch $at/files/numexpr.py && echo written; done`,
			`cat ${demo.stateDir}/logs/*.log ${demo.stateDir}/redis/password ${demo.stateDir}/audit/audit.jsonl`,
			`cat /proc/${demo.pid("bot")}/environ /proc/${demo.pid("slack")}/environ /proc/${demo.root}/environ`,
			// The look-alike's socket.
			"ls /tmp/threadloop-*/slack.sock && echo found",
		];
		for (const line of tries) {
			const got = await asNobody(line);
			expect([line, got]).toEqual([line, ""]);
		}
		expect(existsSync(join(tree, "files/numexpr.py"))).toBe(false);
	},
	60_000,
);

test("a folder that all users share is not taken for the state folder, and one that is somebody's is closed once", () => {
	const folder = stateFolder();
	chmodSync(folder, 0o1777);
	expect(() => closeFolder(folder, () => {})).toThrow(/shared by all users; use a folder inside it/);
	const own = join(folder, "own");
	mkdirSync(own);
	chmodSync(own, 0o755);
	const said: string[] = [];
	for (let start = 0; start < 2; start += 1) closeFolder(own, (line) => said.push(line));
	expect(modeOf(own)).toBe(0o700);
	expect(said).toHaveLength(1);
	closeFolder(join(folder, "new"), (line) => said.push(line));
	expect(modeOf(join(folder, "new"))).toBe(0o700);
});

test("a .env that other users can read is pointed out with the command that closes it (D19)", () => {
	const file = join(stateFolder(), ".env");
	expect(openToOthers(file)).toBeUndefined();
	writeFileSync(file, "SLACK_BOT_TOKEN=xoxb-1\n");
	for (const mode of [0o644, 0o640, 0o604, 0o602]) {
		chmodSync(file, mode);
		expect(openToOthers(file)).toMatch(/other users.*chmod 600/);
	}
	chmodSync(file, 0o600);
	expect(openToOthers(file)).toBeUndefined();
});

test("the start says so of its own .env before it does anything else (D19)", () => {
	const root = stateFolder();
	for (const name of ["scripts", "src", "demo", "node_modules", "package.json"])
		symlinkSync(join(import.meta.dirname, "../..", name), join(root, name));
	const stateDir = join(root, "state");
	// Held by us, so that the start ends there.
	expect(takeStateDir(stateDir)).toBeUndefined();
	writeFileSync(join(root, ".env"), "LOG_LEVEL=info\n");
	chmodSync(join(root, ".env"), 0o644);
	const flags = ["--preserve-symlinks", "--preserve-symlinks-main", join(root, "scripts/start.ts")];
	const { npm_lifecycle_event: _, ...inherited } = process.env;
	const { stdout } = spawnSync(process.execPath, flags, {
		encoding: "utf8",
		env: { ...inherited, STATE_DIR: stateDir },
	});
	expect(stdout).toContain(`chmod 600 ${join(root, ".env")}`);
	expect(stdout).toContain("Threadloop is already running");
});
