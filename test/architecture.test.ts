// The layout's rules as tests: who may import whom, where a package lives, how long a file may be, what ARCHITECTURE.md names.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
	.filter((file) => file.endsWith(".ts"))
	.map((file) => `src/${file}`);

const homes: Record<string, RegExp> = {
	"@slack/bolt": /^src\/adapters\/slack\//,
	"@slack/socket-mode": /^src\/adapters\/slack\//,
	"@slack/types": /^src\/adapters\/slack\//,
	"@slack/web-api": /^src\/adapters\/slack\//,
	"discord.js": /^src\/adapters\/discord\//,
	openai: /^src\/model\.ts$/,
	bull: /^src\/queue\.ts$/,
	ioredis: /^src\/store\.ts$/,
	dockerode: /^src\/sandbox\//,
	pino: /^src\/log\.ts$/,
	"@lezer/python": /^src\/python\.tree\.ts$/,
	yaml: /^src\/config\.\w+\.ts$/,
	diff: /^src\/adapters\/changes\.ts$/,
	zod: /^src\/(?!core\/)/,
};

const SHARED = /^src\/adapters\/\w+\.ts$/;

/** Which of our own files a file may import, by the folder it stands in. */
function mayImport(from: string, to: string): boolean {
	if (to.startsWith("src/core/")) return true;
	if (from.startsWith("src/core/")) return false;
	const adapter = /^src\/adapters\/(\w+)\//.exec(from)?.[1];
	if (adapter !== undefined) return to.startsWith(`src/adapters/${adapter}/`) || SHARED.test(to);
	// What both platforms say in the same words stands beside them, and knows neither.
	if (SHARED.test(from)) return SHARED.test(to);
	if (from.startsWith("src/sandbox/")) return to.startsWith("src/sandbox/");
	if (from === "src/main.ts") return true;
	// A part of an edge that is split over two files: store.ts and store.lua.ts.
	const edge = /^src\/(\w+)[./]/.exec(from)?.[1];
	if (to === "src/python.tree.ts") return edge === "risk" || edge === "precheck";
	// The one place where both are run, in a thread of its own.
	if (from === "src/analysis.worker.ts" && (to === "src/risk.ts" || to === "src/precheck.ts")) return true;
	return edge !== undefined && (to.startsWith(`src/${edge}.`) || to.startsWith(`src/${edge}/`));
}

function importsOf(file: string): string[] {
	const text = readFileSync(join(root, file), "utf8");
	return [...text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)["']([^"']+)["']/g)].map(([, name = ""]) => name);
}

test("there are source files to look at", () => {
	expect(files.length).toBeGreaterThan(25);
	expect(files.flatMap(importsOf).length).toBeGreaterThan(60);
});

test("every file imports only what its place allows", () => {
	const wrong = files.flatMap((from) =>
		importsOf(from)
			.filter((name) => name.startsWith("."))
			.map((name) => normalize(join(dirname(from), name)))
			.filter((to) => !mayImport(from, to))
			.map((to) => `${from} -> ${to}`),
	);
	expect(wrong).toEqual([]);
});

test("every package has one home, and core has none", () => {
	const wrong = files.flatMap((from) =>
		importsOf(from)
			.filter((name) => !name.startsWith("."))
			.filter((name) => {
				const builtin = name.startsWith("node:") || builtinModules.includes(name);
				if (builtin) return from.startsWith("src/core/");
				return homes[name]?.test(from) !== true;
			})
			.map((name) => `${from} -> ${name}`),
	);
	expect(wrong).toEqual([]);
});

test("core knows no process, and bull's name stays in queue.ts", () => {
	const text = (file: string) => readFileSync(join(root, file), "utf8");
	expect(
		files.filter((file) => file.startsWith("src/core/") && /\bprocess\.|\bBuffer\b|\brequire\(/.test(text(file))),
	).toEqual([]);
	expect(files.filter((file) => file !== "src/queue.ts" && /\bbull\b/i.test(text(file)))).toEqual([]);
});

test("no file is longer than 350 lines, and none has a name that says nothing", () => {
	const code = ["src", "scripts", "test"].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
			.filter((file) => /\.(ts|py|sh)$/.test(file))
			.map((file) => `${folder}/${file}`),
	);
	const lines = (file: string) => readFileSync(join(root, file), "utf8").split("\n").length;
	expect(code.filter((file) => !file.startsWith("test/") && lines(file) > 350)).toEqual([]);
	expect(code.filter((file) => /(^|\/)(utils?|helpers?|common|manager|service|index)\.\w+$/.test(file))).toEqual([]);
});

const PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
const DOCS = readdirSync(join(root, "docs"))
	.filter((file) => file.endsWith(".md"))
	.map((file) => `docs/${file}`);
const textOf = (page: string) => readFileSync(join(root, page), "utf8");

test("every page names only paths that exist", () => {
	for (const page of [...PAGES, ...DOCS]) {
		const named = [...textOf(page).matchAll(/`((?:src|test|scripts|demo|bench|docs|\.ci)\/[\w./-]*)`/g)].map(
			([, path = ""]) => path,
		);
		expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
		if (page === "ARCHITECTURE.md") expect(named.length).toBeGreaterThan(8);
	}
});

test("every link between pages leads to a page and a heading that exist", () => {
	const anchors = (page: string) =>
		[...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
			heading
				.toLowerCase()
				.replace(/[^\w -]/g, "")
				.replaceAll(" ", "-"),
		);
	for (const page of [...PAGES, ...DOCS]) {
		for (const [link, path = "", anchor] of textOf(page).matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)) {
			const target = path === "" ? page : join(page, "..", path);
			expect(existsSync(join(root, target)), `${page}: ${link}`).toBe(true);
			if (anchor) expect(anchors(target), `${page}: ${link}`).toContain(anchor);
		}
	}
});

test("the README links every page of docs/ once in its list", () => {
	const listed = [...textOf("README.md").matchAll(/^- \[[^\]]+\]\((docs\/[\w.-]+)\)/gm)].map(([, path]) => path);
	expect(listed.sort()).toEqual(DOCS.sort());
});
