// Tool calls written as text: understood as code, although the prompt asks for fenced blocks.

export interface Call {
	readonly language: string;
	readonly code: string;
}

/** `<tool_call>{...}</tool_call>`, bare `{"name":...,"arguments":{...}}`, `functions.execute({...})`, `{"language","code"}`, quoted or not. */
export function leakedCall(text: string): Call | undefined {
	const trimmed = text.trim();
	const tagged = /<tool_call>([\s\S]*?)(?:<\/tool_call>|$)/.exec(trimmed)?.[1]?.trim();
	const invoked = /^(?:functions\.)?execute\(\s*(\{[\s\S]*\})\s*\)\s*;?$/.exec(trimmed)?.[1];
	const body = tagged ?? invoked ?? (trimmed.startsWith("{") && trimmed.endsWith("}") ? trimmed : undefined);
	if (body === undefined) return undefined;
	return callOf(parse(body)) ?? unquoted(body);
}

function parse(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

function callOf(value: unknown): Call | undefined {
	if (!isRecord(value)) return undefined;
	const inner = typeof value.arguments === "string" ? parse(value.arguments) : (value.arguments ?? value.parameters);
	if (inner !== undefined) return callOf(inner);
	const code = value.code ?? value.source ?? value.script;
	if (typeof code !== "string" || code.trim() === "") return undefined;
	return { code, language: typeof value.language === "string" ? value.language : "python" };
}

/** `{language: "python", code: "print(1)"}`: a JavaScript object in place of JSON. */
function unquoted(body: string): Call | undefined {
	const language = /\blanguage\s*:\s*["'](\w+)["']/.exec(body)?.[1];
	const code = /\bcode\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)/.exec(body)?.[1];
	if (code === undefined) return undefined;
	const text = code.startsWith('"') ? parse(code) : code.slice(1, -1).replaceAll("\\n", "\n").replaceAll("\\'", "'");
	return typeof text === "string" ? { code: text, language: language ?? "python" } : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
