// How much of the window is left for a reply, as servers word it when a request and its reply do not fit.

import { describe, expect, test } from "vitest";
import { fitsAlone, leftFor, type Window, windowIn } from "../../src/model/window.ts";

const read = (message: string, over: object = {}) =>
	windowIn(message, { type: undefined, prompt: undefined, tokens: undefined, asked: 1536, ...over });

describe("a refusal is read for the window's size and the request's tokens", () => {
	test.each<[string, string, Omit<Window, "reply">]>([
		[
			"vLLM and llama-cpp-python",
			"This model's maximum context length is 2048 tokens. However, you requested 2436 tokens (900 in the messages, 1536 in the completion). Please reduce the length of the messages or completion.",
			{ tokens: 2048, prompt: 900 },
		],
		[
			"a newer vLLM",
			"'max_tokens' or 'max_completion_tokens' is too large: 1536. This model's maximum context length is 2048 tokens and your request has 900 input tokens (1536 > 2048 - 900). (parameter=max_tokens, value=1536)",
			{ tokens: 2048, prompt: 900 },
		],
		[
			"the newest vLLM",
			"This model's maximum context length is 2048 tokens. However, you requested 1536 output tokens and your prompt contains 900 input tokens, for a total of 2436 tokens. Please reduce the length of the input prompt or the number of requested output tokens.",
			{ tokens: 2048, prompt: 900 },
		],
		[
			"a vLLM that stopped counting",
			"This model's maximum context length is 2048 tokens. However, you requested 1536 output tokens and your prompt contains at least 513 input tokens, for a total of at least 2049 tokens.",
			{ tokens: 2048, prompt: undefined },
		],
		[
			"a vLLM that reads less than a reply may have",
			"max_tokens=1536 cannot be greater than max_model_len=1024. Please request fewer output tokens.",
			{ tokens: 1024, prompt: undefined },
		],
		[
			"SGLang",
			"Requested token count exceeds the model's maximum context length of 2048 tokens. You requested a total of 2436 tokens: 900 tokens from the input messages and 1536 tokens for the completion.",
			{ tokens: 2048, prompt: 900 },
		],
		[
			"SGLang with a long request",
			"The input (5000 tokens) is longer than the model's context length (4096 tokens).",
			{ tokens: 4096, prompt: 5000 },
		],
		[
			"TGI",
			"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 900 `inputs` tokens and 1536 `max_new_tokens`",
			{ tokens: 2048, prompt: 900 },
		],
		[
			"TGI with a long request",
			"Input validation error: `inputs` must have less than 1024 tokens. Given: 1500",
			{ tokens: 1024, prompt: 1500 },
		],
		[
			"OpenAI",
			"This model's maximum context length is 4,097 tokens. However, your messages resulted in 5,000 tokens. Please reduce the length of the messages.",
			{ tokens: 4097, prompt: 5000 },
		],
		[
			"llama.cpp",
			"the request (8193 tokens) exceeds the available context size (8192 tokens), try increasing it",
			{ tokens: 8192, prompt: 8193 },
		],
		[
			"an older llama-cpp-python",
			"Requested tokens (2436) exceed context window of 2048",
			{ tokens: 2048, prompt: 900 },
		],
		[
			"LM Studio",
			"Trying to keep the first 4100 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens, which is not enough.",
			{ tokens: 4096, prompt: undefined },
		],
		[
			"Mistral",
			"Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length",
			{ tokens: 32768, prompt: 40000 },
		],
		[
			"Anthropic",
			"input length and `max_tokens` exceed context limit: 1000 + 1536 > 2048, decrease input length or `max_tokens` and try again",
			{ tokens: 2048, prompt: 1000 },
		],
		["Anthropic with a long request", "prompt is too long: 5000 tokens > 4096 maximum", { tokens: 4096, prompt: 5000 }],
		[
			"a proxy that gives no number",
			"ContextWindowExceededError: the request exceeds the context window of the model",
			{ tokens: undefined, prompt: undefined },
		],
	])("%s", (_server, message, window) => {
		expect(read(message)).toEqual(window);
	});

	test("what the server says in fields of its own counts most", () => {
		const fields = { type: "exceed_context_size_error", prompt: 900, tokens: 1024 };
		expect(read("the request exceeds the available context size, try increasing it", fields)).toEqual({
			tokens: 1024,
			prompt: 900,
		});
	});

	test.each([
		"max_tokens is too large: 1536. This model supports at most 1024 completion tokens, whereas you provided 1536.",
		"`max_tokens` must be less than or equal to `1024`, the maximum value for `max_tokens` is less than the `context_window` for this model",
	])("a bound on the reply alone: %s", (message) => {
		const window = read(message);
		expect(window).toMatchObject({ reply: 1024 });
		expect(window && leftFor(1536, window, [])).toBe(1024);
	});

	test.each([
		"Unrecognized request argument supplied: top_p",
		"Conversation roles must alternate user/assistant",
		"CUDA error: out of memory at 0x7f0000001024",
		"The model `a` does not exist.",
		"Rate limit exceeded: 20 requests a minute",
		"temperature must be less than 2",
	])("another refusal is none of it: %s", (message) => {
		expect(read(message)).toBeUndefined();
	});
});

describe("the next request asks for what is left", () => {
	const messages = [{ role: "user", content: "a".repeat(2700) }] as const;

	test("exactly, where the server has counted, and not for less than a script needs", () => {
		expect(leftFor(1536, { tokens: 2048, prompt: 900 }, messages)).toBe(1148);
		expect(leftFor(1536, { tokens: 1156, prompt: 900 }, messages)).toBe(256);
		expect(leftFor(1536, { tokens: 1155, prompt: 900 }, messages)).toBeUndefined();
		expect(leftFor(1536, { tokens: 1024, prompt: 2000 }, messages)).toBeUndefined();
		expect(leftFor(100, { tokens: 2048, prompt: 2000 }, messages)).toBeUndefined();
	});

	test.each([2048, 1024, 600, undefined])("less each time, where nobody has counted: %s tokens", (tokens) => {
		const asked: number[] = [];
		for (let next: number | undefined = 1536; next !== undefined && asked.length < 20; ) {
			asked.push(next);
			next = leftFor(next, { tokens, prompt: undefined }, messages);
		}
		expect(asked.length).toBeLessThan(7);
		expect(asked.at(-1)).toBe(256);
		expect(asked).toEqual(asked.toSorted((a, b) => b - a));
	});

	test("a window that is too small for the last request alone is told from one that the thread has filled", () => {
		const thread = [
			{ role: "system", content: "x".repeat(900) },
			{ role: "user", content: "x".repeat(3000) },
			{ role: "assistant", content: "x".repeat(3000) },
			{ role: "user", content: "x".repeat(600) },
		] as const;
		expect(fitsAlone({ tokens: 2048, prompt: 2400 }, thread)).toBe(true);
		expect(fitsAlone({ tokens: 600, prompt: 2400 }, thread)).toBe(false);
		expect(fitsAlone({ tokens: 512, prompt: undefined }, thread)).toBe(false);
	});
});
