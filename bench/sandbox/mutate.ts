// `npm run mutate:sandbox`: takes each safety rule away in turn, in a copy of the tree, and shows that a test notices.

import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AGENT_MUTANTS } from "./mutants.agent.ts";
import { HOST_MUTANTS } from "./mutants.host.ts";
import { KEEPER_MUTANTS } from "./mutants.keeper.ts";
import { LINES, type Lines, MUTANTS, type Mutant } from "./mutants.ts";

const root = join(import.meta.dirname, "../..");
/** What is below this goes into an image of its own, which tests then use. */
const IMAGE = "image/";
const MUTANT_IMAGE = "threadloop-sandbox:mutant";
/** Only mutants whose rule or file holds this. */
const only = process.argv[2] ?? "";

interface Verdict {
	readonly mutant: Mutant;
	/** `stale`: its text is not there any more; `red`: the test fails without it, too. */
	readonly fate: "killed" | "survived" | "stale" | "red";
}

async function copy(): Promise<string> {
	const tree = await mkdtemp(join(tmpdir(), "threadloop-mutants-"));
	for (const part of ["src", "test", "package.json", "tsconfig.json", "vitest.config.ts"]) {
		await cp(join(root, part), join(tree, part), { recursive: true });
	}
	await symlink(join(root, "node_modules"), join(tree, "node_modules"));
	return tree;
}

/** True where the tests pass. */
async function green(tree: string, tests: readonly string[], title?: string, image?: string): Promise<boolean> {
	const files = tests.map((test) => join("test/sandbox", test));
	const chosen = image === undefined ? {} : { SANDBOX_IMAGE: image };
	const named = title === undefined ? [] : ["-t", title];
	const env = { ...process.env, THREADLOOP_ABUSE: "1", ...chosen };
	return await ends("vitest", ["run", "--bail", "1", ...named, ...files], { cwd: tree, env });
}

async function built(tree: string): Promise<string> {
	const context = join(tree, "src/sandbox/image");
	const line = ["build", "-q", "--network", "host", "-t", MUTANT_IMAGE, context];
	if (!(await ends("docker", line, { cwd: tree, env: process.env }))) throw new Error("the image cannot be built");
	return MUTANT_IMAGE;
}

/** True where it ends well. */
async function ends(
	program: string,
	line: readonly string[],
	options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<boolean> {
	const child = spawn(program, line, { ...options, stdio: process.env.SHOW === "1" ? "inherit" : "ignore" });
	return await new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("exit", (code) => resolve(code === 0));
	});
}

function parses(text: string): boolean {
	try {
		stripTypeScriptTypes(text);
		return true;
	} catch {
		return false;
	}
}

/** One mutant a line that can go by itself. Comments are no rules. */
function byLine({ file, from, to, tests }: Lines, text: string): readonly Mutant[] {
	const lines = text.split("\n");
	const start = lines.findIndex((line) => line.includes(from));
	const end = lines.indexOf(to, start);
	if (start < 0 || end < 0) throw new Error(`${file} has no lines from "${from}" to "${to}"`);
	const found: Mutant[] = [];
	for (let at = start + 1; at < end; at += 1) {
		const line = lines[at] ?? "";
		const without = [...lines.slice(0, at), ...lines.slice(at + 1)].join("\n");
		if (!/,$/.test(line) || /^\s*[\])}]/.test(line) || !parses(without)) continue;
		// The whole text, since a line by itself need not be the only one of its kind.
		found.push({ rule: line.trim().replace(/,$/, ""), file, find: text, replace: without, tests });
	}
	return found;
}

async function judge(tree: string, mutant: Mutant): Promise<Verdict> {
	const path = join(tree, "src/sandbox", mutant.file);
	const text = await readFile(path, "utf8");
	const parts = text.split(mutant.find);
	if (parts.length !== 2) return { mutant, fate: "stale" };
	const changed = parts.join(mutant.replace);
	if (mutant.file.endsWith(".ts") && !parses(changed)) return { mutant, fate: "stale" };
	// The others were seen to pass together.
	if (mutant.title !== undefined && !(await green(tree, mutant.tests, mutant.title))) return { mutant, fate: "red" };
	await writeFile(path, changed);
	try {
		const image = mutant.file.startsWith(IMAGE) ? await built(tree) : undefined;
		return { mutant, fate: (await green(tree, mutant.tests, mutant.title, image)) ? "survived" : "killed" };
	} finally {
		await writeFile(path, text);
	}
}

async function allMutants(tree: string): Promise<readonly Mutant[]> {
	const lines: Mutant[] = [];
	for (const one of LINES) lines.push(...byLine(one, await readFile(join(tree, "src/sandbox", one.file), "utf8")));
	return [...lines, ...MUTANTS, ...HOST_MUTANTS, ...AGENT_MUTANTS, ...KEEPER_MUTANTS].filter(({ rule, file }) =>
		`${file}: ${rule}`.includes(only),
	);
}

async function main(): Promise<number> {
	const tree = await copy();
	try {
		const mutants = await allMutants(tree);
		const tests = [...new Set(mutants.flatMap(({ title, tests }) => (title === undefined ? tests : [])))];
		if (tests.length > 0 && !(await green(tree, tests))) {
			console.error(`The tests fail without any change, so nothing can be shown: ${tests.join(", ")}`);
			return 2;
		}
		const verdicts: Verdict[] = [];
		for (const mutant of mutants) {
			const verdict = await judge(tree, mutant);
			verdicts.push(verdict);
			console.log(`${verdict.fate.padEnd(8)} ${mutant.file}: ${mutant.rule}`);
		}
		return await report(verdicts);
	} finally {
		await rm(tree, { recursive: true });
		await ends("docker", ["image", "rm", "-f", MUTANT_IMAGE], { cwd: root, env: process.env });
	}
}

async function report(verdicts: readonly Verdict[]): Promise<number> {
	const killed = verdicts.filter(({ fate }) => fate === "killed").length;
	const sum = `${killed} of ${verdicts.length} rules were noticed by a test when they were taken away`;
	const cell = (text: string) => text.replaceAll("|", "\\|");
	const rows = verdicts.map(
		({ mutant: { rule, file, tests }, fate }) => `| ${file} | \`${cell(rule)}\` | ${tests.join(", ")} | ${fate} |`,
	);
	const page = [`# Safety rules of the sandbox, taken away one by one`, "", `${sum}.`, ""];
	const table = ["| file | rule | tests | fate |", "| ---- | ---- | ----- | ---- |", ...rows, ""];
	console.log(`\n${table.join("\n")}\n${sum}.`);
	if (only === "") {
		await mkdir(join(root, "bench/results"), { recursive: true });
		await writeFile(join(root, "bench/results/sandbox-mutants.md"), [...page, ...table].join("\n"));
	}
	return killed === verdicts.length ? 0 : 1;
}

process.exitCode = await main();
