// Jupyter notebook (nbformat 4.5) and plain script made of programs and their outputs. Pure.

import type { Approved, Language } from "../domain.ts";
import type { Texts } from "../locales.ts";

export interface Image {
	readonly name: string;
	readonly type: "image/png" | "image/jpeg";
	readonly base64: string;
}

export interface Table {
	readonly name: string;
	/** The first has the names of the columns. */
	readonly rows: readonly (readonly string[])[];
}

export interface Cell {
	readonly language: Language;
	readonly source: string;
	/** What was asked, in people's words. */
	readonly request: string;
	readonly sha256: string;
	/** Of the kernel it ran in; if it differs from the cell before, variables were lost. */
	readonly generation: string;
	/** ISO 8601. */
	readonly at: string;
	/** undefined if it is no longer known. */
	readonly output: string | undefined;
	readonly images: readonly Image[];
	readonly tables: readonly Table[];
	/** Markdown; undefined if it is not known, as another program was answered from. */
	readonly answer: string | undefined;
	/** undefined if a version ran it that did not keep it. */
	readonly approved: Approved | undefined;
	/** Names of files it made. */
	readonly made: readonly string[];
}

export interface Input {
	readonly name: string;
	/** Bytes. */
	readonly size: number;
	readonly sha256?: string;
}

export interface Export {
	readonly inputs: readonly Input[];
	readonly cells: readonly Cell[];
	/** ISO 8601. */
	readonly at: string;
}

type Said = Texts["notebook"];
/** With the sentences of its language. */
type Worded = Export & { readonly said: Said };

export function notebook({ inputs, cells, at, said }: Worded): string {
	const body = cells.flatMap((cell, index) => {
		const restarted = index > 0 && cells[index - 1]?.generation !== cell.generation;
		return [markdown(`about-${index + 1}`, aboutLines(cell, restarted, said)), code(cell, index)];
	});
	const all = {
		cells: [markdown("inputs", inputLines(inputs, at, said)), ...body],
		metadata: {
			kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
			language_info: { name: "python" },
		},
		nbformat: 4,
		nbformat_minor: 5,
	};
	return `${JSON.stringify(all, null, 1)}\n`;
}

function code({ language, source, output = "", images, made }: Cell, index: number) {
	const stream = output === "" ? [] : [{ output_type: "stream", name: "stdout", text: withNewline(output) }];
	const charts = images.map(({ name, type, base64 }) => ({
		output_type: "display_data",
		data: { [type]: base64, "text/plain": name },
		metadata: {},
	}));
	return {
		cell_type: "code",
		id: `run-${index + 1}`,
		execution_count: index + 1,
		metadata: made.length === 0 ? {} : { threadloop: { files: made } },
		source: language === "bash" ? `%%bash\n${source}` : source,
		outputs: [...stream, ...charts],
	};
}

function markdown(id: string, lines: readonly string[]) {
	return { cell_type: "markdown", id, metadata: {}, source: lines.join("\n") };
}

function inputLines(inputs: readonly Input[], at: string, said: Said): readonly string[] {
	const rows = inputs.map(
		({ name, size, sha256 = said.unknown }) => `| ${inline(name)} | ${size} | ${inline(sha256)} |`,
	);
	const table = [`| ${said.columns.join(" | ")} | sha256 |`, "|---|---:|---|", ...rows];
	const how = inputs.length === 0 ? said.noFiles : said.again;
	return [`# ${said.title}`, "", `${said.exported(at)} ${how}`, ...(inputs.length === 0 ? [] : ["", ...table])];
}

function aboutLines({ request, sha256, at }: Cell, restarted: boolean, said: Said): readonly string[] {
	const asked = request.trim() === "" ? [] : [quoted(request), ""];
	const gap = restarted ? ["", said.restarted] : [];
	return [...asked, said.ran(at, inline(sha256)), ...gap];
}

/** People's words as text, whatever is in them. */
function quoted(text: string): string {
	const plain = text.replace(/[\\`*_{}[\]<>()#+!|$~-]/g, "\\$&");
	return plain
		.split(/\r?\n/)
		.map((line) => `> ${line}`)
		.join("\n");
}

function inline(text: string): string {
	return `\`${text.replace(/[`|\r\n]/g, "'")}\``;
}

function withNewline(text: string): string {
	return text.endsWith("\n") ? text : `${text}\n`;
}

export function script({ inputs, cells, at, said }: Worded): string {
	const files = inputs.map(({ name, sha256 = said.unknown }) => `#   ${oneLine(name)}  sha256 ${sha256}`);
	const head = [`# ${said.scriptTitle(at)}`, ...(files.length === 0 ? [] : [`# ${said.reads}`, ...files])];
	const body = cells.map(({ language, source, request }, index) => {
		const title = `# ${index + 1}. ${oneLine(request)}`.trimEnd();
		return `${title}\n${language === "python" ? withNewline(source) : bash(source)}`;
	});
	return `${head.join("\n")}\n\n${body.join("\n\n")}`;
}

function bash(source: string): string {
	return `import subprocess\nimport sys\nsys.stdout.flush()\nsubprocess.run(["bash", "-c", ${JSON.stringify(source)}], check=True)\n`;
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}
