// The layout's rules as tests: rooms in one order, who may import whom, where a package lives, and that the pages name what is there.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { basename, dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { sentencesIn } from "./sentences.ts";

const root = join(import.meta.dirname, "..");
const under = (folder: string) =>
	readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`);
const text = (file: string) => readFileSync(join(root, file), "utf8");
const files = under("src").filter((file) => file.endsWith(".ts"));

/** Rooms of a part, from the top down: a file imports its own room and rooms below it, types included. `inbox` is inbox.ts with inbox/. */
const ROOMS: Record<string, readonly string[]> = {
	"src/core/": [
		...["bot", "turn", "inbox", "commands", "steps", "approval", "model", "audit-entries", "fix"],
		...["world", "ports", "demo", "locales", "text", "language", "closest", "fair-order", "errors", "domain"],
	],
	"src/sandbox/": ["driver", "docker", "kubernetes", "runs", "tenancy", "files", "channel", "ports", "ids"],
	"src/sandbox/docker/": ["tenancy", "engine", "files"],
	"src/sandbox/kubernetes/": ["tenancy", "cluster", "keeper", "abilities"],
	"src/adapters/": ["discord", "slack", "download", "message-text", "posts"],
	"src/python/": ["worker", "analysis", "summary", "fixed-texts", "precheck", "risk", "tree"],
	"src/python/risk/": [
		...["python", "earlier", "loops", "checks", "bash", "rules", "binding"],
		...["values", "scope", "program", "known", "notation", "findings"],
	],
};

/** Rooms beside each other in the order above that know nothing of each other. */
const STRANGERS = [
	["src/adapters/discord/", "src/adapters/slack/"],
	["src/sandbox/docker", "src/sandbox/kubernetes"],
	["src/python/precheck", "src/python/risk"],
] as const;

const HOMES: Record<string, RegExp> = {
	"@slack/bolt": /^src\/adapters\/slack\//,
	"@slack/socket-mode": /^src\/adapters\/slack\//,
	"@slack/types": /^src\/adapters\/slack\//,
	"@slack/web-api": /^src\/adapters\/slack\//,
	"discord.js": /^src\/adapters\/discord\//,
	openai: /^src\/model\/client\.ts$/,
	bull: /^src\/queue\.ts$/,
	"@bull-board/api": /^src\/ops\/board\.ts$/,
	"@bull-board/api/bullAdapter": /^src\/ops\/board\.ts$/,
	"@bull-board/express": /^src\/ops\/board\.ts$/,
	express: /^src\/ops\//,
	"prom-client": /^src\/ops\/metrics\.ts$/,
	ioredis: /^src\/store\/redis\.ts$/,
	dockerode: /^src\/sandbox\/docker\/engine\//,
	"@kubernetes/client-node": /^src\/sandbox\/kubernetes\/cluster\//,
	pino: /^src\/log\.ts$/,
	"@lezer/python": /^src\/python\/tree\.ts$/,
	yaml: /^src\/config\/channels\.ts$/,
	diff: /^src\/adapters\/posts\/code\/diff\.ts$/,
	zod: /^src\/(?!core\/)/,
};

function namesIn(file: string): string[] {
	return [...text(file).matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)["']([^"']+)["']/g)].map(([, name = ""]) => name);
}

/** Our own files that a file imports. */
const importsOf = new Map(
	files.map((from) => [
		from,
		namesIn(from)
			.filter((name) => name.startsWith("."))
			.map((name) => normalize(join(dirname(from), name))),
	]),
);

const arrows = [...importsOf].flatMap(([from, all]) => all.map((to) => ({ from, to })));
const shown = ({ from, to }: { from: string; to: string }) => `${from} -> ${to}`;

/** `src/core/inbox/clicks.ts` and `src/core/inbox.ts` are in the room `inbox` of `src/core/`. */
function roomOf(part: string, file: string): string {
	return (file.slice(part.length).split("/")[0] ?? "").replace(/\.ts$/, "");
}

/** What a file may import from another part of the program. */
function mayImport(from: string, to: string): boolean {
	if (to.startsWith("src/core/")) return true;
	if (from.startsWith("src/core/")) return false;
	if (from === "src/main.ts") return true;
	// What is stored of a Thread and of a Run has one shape.
	if (/^src\/schemas[./]/.test(to)) return /^src\/(store|sandbox|schemas)[./]/.test(from);
	const part = /^src\/(\w+)[./]/.exec(from)?.[1];
	return part !== undefined && new RegExp(`^src/${part}[./]`).test(to);
}

test("there are source files to look at", () => {
	expect(files.length).toBeGreaterThan(200);
	expect(arrows.length).toBeGreaterThan(600);
});

test("core imports core only, and every other part itself and core", () => {
	const wrong = arrows.filter(({ from, to }) => !mayImport(from, to));
	expect(wrong.map(shown)).toEqual([]);
});

test.each(Object.entries(ROOMS))("the rooms of %s import only downwards", (part, order) => {
	const inside = files.filter((file) => file.startsWith(part));
	expect(inside.filter((file) => !order.includes(roomOf(part, file)))).toEqual([]);
	expect(order.filter((room) => !inside.some((file) => roomOf(part, file) === room))).toEqual([]);
	const rank = (file: string) => order.indexOf(roomOf(part, file));
	const up = arrows.filter(({ from, to }) => from.startsWith(part) && to.startsWith(part) && rank(to) < rank(from));
	expect(up.map(shown)).toEqual([]);
});

test.each(STRANGERS)("%s and %s know nothing of each other", (one, other) => {
	const between = arrows.filter(
		({ from, to }) => (from.startsWith(one) && to.startsWith(other)) || (from.startsWith(other) && to.startsWith(one)),
	);
	expect(between.map(shown)).toEqual([]);
});

/** Files that each platform has: who knows one folder knows the other. */
const TWINS = [
	...["adapter", "api", "aside", "card", "clicks", "draft", "events", "failure", "files"],
	...["history", "inbound", "markup", "people", "posting", "rate", "status", "view"],
];

test.each(TWINS)("Slack and Discord both have a file %s", (name) => {
	expect(files).toContain(`src/adapters/slack/${name}.ts`);
	expect(files).toContain(`src/adapters/discord/${name}.ts`);
});

test("no sentence stands in the folders of both platforms: what both say belongs under posts", () => {
	const sentences = (platform: string) =>
		files.filter((file) => file.startsWith(`src/adapters/${platform}/`)).flatMap((file) => sentencesIn(text(file)));
	expect(sentences("slack").length).toBeGreaterThan(20);
	const ofDiscord = new Set(sentences("discord"));
	expect(sentences("slack").filter((sentence) => ofDiscord.has(sentence))).toEqual([]);
});

test("no imports go round in a circle, types included", () => {
	const seen = new Map<string, "open" | "done">();
	const circles: string[] = [];
	const walk = (file: string, way: readonly string[]): void => {
		if (seen.get(file) === "open") circles.push([...way.slice(way.indexOf(file)), file].join(" -> "));
		if (seen.has(file)) return;
		seen.set(file, "open");
		for (const to of importsOf.get(file) ?? []) walk(to, [...way, file]);
		seen.set(file, "done");
	};
	for (const file of files) walk(file, []);
	expect(circles).toEqual([]);
});

test("every package has one home, and core has none", () => {
	const wrong = files.flatMap((from) =>
		namesIn(from)
			.filter((name) => !name.startsWith("."))
			.filter((name) => {
				const builtin = name.startsWith("node:") || builtinModules.includes(name);
				if (builtin) return from.startsWith("src/core/");
				return HOMES[name]?.test(from) !== true;
			})
			.map((name) => `${from} -> ${name}`),
	);
	expect(wrong).toEqual([]);
});

test("what a driver of the sandbox serves knows neither an engine nor a path of the host", () => {
	const served = files.filter((file) => /^src\/sandbox\/(runs|tenancy|files|channel|ports|ids)[./]/.test(file));
	expect(served.length).toBeGreaterThan(8);
	const host = /^(dockerode$|node:(fs|path|os|child_process|net|process))/;
	const wrong = served.flatMap((from) =>
		namesIn(from)
			.filter((name) => host.test(name))
			.map((name) => `${from} -> ${name}`),
	);
	expect(wrong).toEqual([]);
});

test("core knows no process, and bull's name stays in queue.ts and with its board", () => {
	expect(
		files.filter((file) => file.startsWith("src/core/") && /\bprocess\.|\bBuffer\b|\brequire\(/.test(text(file))),
	).toEqual([]);
	expect(
		files.filter((file) => !["src/queue.ts", "src/ops/board.ts"].includes(file) && /\bbull\b/i.test(text(file))),
	).toEqual([]);
});

test("a folder holds at most 16 files, but for the two platforms, and a part of several files is a folder", () => {
	const counts = new Map<string, number>();
	for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
	const full = [...counts].filter(([folder, count]) => count > 16 && !/^src\/adapters\/(slack|discord)$/.test(folder));
	expect(full).toEqual([]);
	expect(files.filter((file) => basename(file).split(".").length > 2)).toEqual([]);
});

test("no file is longer than 350 lines, no test than 500, and none has a name that says nothing", () => {
	const code = ["src", "scripts", "test", "bench"].flatMap(under).filter((file) => /\.(ts|py|sh)$/.test(file));
	const most = (file: string) => (file.startsWith("test/") ? 500 : 350);
	// Programs that labels are tried on, and all that is said in one language, are data.
	const isData = (file: string) => /^(test\/python\/ordinary|src\/core\/locales)\//.test(file);
	expect(code.filter((file) => !isData(file) && text(file).split("\n").length - 1 > most(file))).toEqual([]);
	expect(code.filter((file) => /(^|\/)(utils?|helpers?|common|manager|service|index)\.\w+$/.test(file))).toEqual([]);
});

const PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"];
const DOCS = readdirSync(join(root, "docs"))
	.filter((file) => file.endsWith(".md"))
	.map((file) => `docs/${file}`);

test("every page names only paths that exist", () => {
	for (const page of [...PAGES, ...DOCS]) {
		const named = [...text(page).matchAll(/`((?:src|test|scripts|demo|bench|docs|\.ci)\/[\w./-]*)`/g)].map(
			([, path = ""]) => path,
		);
		expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
		if (page === "ARCHITECTURE.md") expect(named.length).toBeGreaterThan(8);
	}
});

test("every folder of src/ has a line in ARCHITECTURE.md", () => {
	const folders = [...new Set(files.map(dirname))].filter((folder) => folder !== "src");
	// Folders within a room are the room's own business.
	const rooms = folders.filter((folder) => !/^src\/python\/\w+\//.test(folder));
	expect(rooms.filter((room) => !text("ARCHITECTURE.md").includes(`\n| \`${room}/\``))).toEqual([]);
});

test("every link between pages leads to a page and a heading that exist", () => {
	const anchors = (page: string) =>
		[...text(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
			heading
				.toLowerCase()
				.replace(/[^\w -]/g, "")
				.replaceAll(" ", "-"),
		);
	for (const page of [...PAGES, ...DOCS]) {
		for (const [link, path = "", anchor] of text(page).matchAll(/\]\((?!https?:)([^)#]*)#?([^)]*)\)/g)) {
			const target = path === "" ? page : join(page, "..", path);
			expect(existsSync(join(root, target)), `${page}: ${link}`).toBe(true);
			if (anchor) expect(anchors(target), `${page}: ${link}`).toContain(anchor);
		}
	}
});

test("the README links every page of docs/ once in its list", () => {
	const listed = [...text("README.md").matchAll(/^- \[[^\]]+\]\((docs\/[\w.-]+)\)/gm)].map(([, path]) => path);
	expect(listed.sort()).toEqual(DOCS.sort());
});
