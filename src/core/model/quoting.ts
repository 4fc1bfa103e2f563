// Quoting for the model: text of files, programs and people can neither speak as somebody else nor end its own block.

import type { Message } from "../domain.ts";

/** Chat templates of the model families that people run: `<|im_start|>`, `<s>`, `[INST]`, `<start_of_turn>`, `<tool_response>`. */
const CONTROL =
	/<(?=[|｜])|<(?=\/?(?:s|bos|eos|pad|unk|think|system|user|assistant|tool_call|tool_response|tools|start_of_turn|end_of_turn)>)|<(?=<\/?SYS>>)|\[(?=\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\])/gi;

/** The messages as they are sent: none holds a token that a server's chat template would read as the end of a message. Deterministic. */
export function toModel(messages: readonly Message[]): readonly Message[] {
	return messages.map(({ role, content }) => ({ role, content: content.replaceAll(CONTROL, "$& ") }));
}

/** A block of foreign text, with its end marked. */
export function quoted(name: "output" | "thread", text: string): string {
	const inside = text.replaceAll(new RegExp(`<(?=/?${name}>)`, "gi"), "< ");
	return `<${name}>\n${inside}\n</${name}>`;
}
