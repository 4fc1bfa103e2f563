// The parser failures that other tools are known for, each come out right here.

import fc from "fast-check";
import { expect, test } from "vitest";
import { codeLines, isComplete, isOnlyThought, kept, parseReply } from "../../../src/core/model/reply.ts";

/** Reads a stream as the loop does: stops at the first chunk after which the code is complete. */
function stream(text: string, cuts: readonly number[]): string {
	const ends = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
	for (const end of [...ends, text.length]) if (isComplete(text.slice(0, end))) return text.slice(0, end);
	return text;
}

const source = (text: string) => {
	const reply = parseReply(text);
	return reply.kind === "proposal" ? `${reply.language}:${reply.source}` : undefined;
};

const corpus = [
	"Hello, `ls` lists files.",
	"I count.\n```python\nprint(1)\n```\nOutput:\n```\n1\n```",
	"~~~py\nprint(1)\n~~~\n",
	'```python\ns = """\n```\nfenced\n```\n"""\nprint(s)\n```\nend',
	"````markdown\n```python\nprint(2)\n```\n````",
	'<tool_call>\n{"name": "execute", "arguments": {"language": "python", "code": "print(3)\\n"}}\n</tool_call>',
	"1. Do this:\n   ```python\n   if x:\n       print(1)\n   ```\n",
	"```python\nprint(1)",
	"```bash\ncat <<'E' > x\n```not a fence\nE\n```\n",
	"<think>```python\nno\n```\n</think>Yes.\n```python\nyes()\n```",
	"The user wants it. First idea:\n```python\nno()\n```\nBut no.\n</think>\n\nSo.\n\n```python\nyes()\n```\nEnd",
	"<think>\nOne.\n```python\nno()\n```\n</think>\n<think>\nTwo.\n```python\nno()\n```\n</think>\nSo.\n```python\nyes()\n```\n",
	"Sum.\n```python\nyes()\n```\n<think>\nOr this?\n```python\nno()\n```\n",
	"```python\nx = re.sub(r'<think>.*?</think>', '', s)\n```\nThis takes `</think>` away.",
];

test("any split of the stream gives the same Reply", () => {
	fc.assert(
		fc.property(fc.constantFrom(...corpus), fc.array(fc.nat(), { maxLength: 40 }), (text, cuts) => {
			const read = stream(text, cuts);
			expect(parseReply(read)).toEqual(parseReply(text));
			expect(kept(read)).toBe(kept(text));
		}),
		{ numRuns: 2000 },
	);
});

test("random text in fences keeps the rule too, and never throws", () => {
	const piece = fc.constantFrom(
		"```",
		"```python\n",
		"```\n",
		"~~~",
		"\n",
		'"""',
		"'",
		"#",
		"x = 1\n",
		"  ",
		"print('a')",
		"{",
		"}",
		"`",
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 14 }), fc.array(fc.nat(), { maxLength: 20 }), (pieces, cuts) => {
			const text = pieces.join("");
			expect(parseReply(stream(text, cuts))).toEqual(parseReply(text));
		}),
		{ numRuns: 4000 },
	);
});

test("words in backticks stay in prose", () => {
	expect(parseReply("Run `ls` to list `files`.")).toEqual({ kind: "answer", text: "Run `ls` to list `files`." });
});

test("the language's name is not taken out of the code", () => {
	expect(source("```python\nsubprocess.run(['python','x.py'])\n```")).toBe(
		"python:subprocess.run(['python','x.py'])\n",
	);
	expect(source("```sh\nssh host; ./run.sh\n```")).toBe("bash:ssh host; ./run.sh\n");
});

test("a whole reply in one piece is understood, and text behind the block is dropped", () => {
	expect(parseReply("Here:\n```python\nprint(1)\n```\nThis prints 1.")).toEqual({
		kind: "proposal",
		language: "python",
		source: "print(1)\n",
		why: "Here:",
	});
	expect(kept("Here:\n```python\nprint(1)\n```\nThis prints 1.")).toBe("Here:\n```python\nprint(1)\n```");
});

test("backticks at the end of a line of code are kept", () => {
	expect(source("```bash\necho `date`\nx=`\nls`\n```")).toBe("bash:echo `date`\nx=`\nls`\n");
});

test("a fence inside a Python string does not end the block", () => {
	expect(source('```python\ntext = """\n```\ncode\n```\n"""\nprint(text)\n```\n')).toBe(
		'python:text = """\n```\ncode\n```\n"""\nprint(text)\n',
	);
});

test("a string that never closes does not swallow the rest of the reply", () => {
	expect(source('```python\nx = """oops\n```\nThat is all.')).toBe('python:x = """oops\n');
});

test("an example without a label in front of the code is not run", () => {
	expect(source("The file looks like this:\n```\nid,name\n1,a\n```\nSo:\n```python\nprint(1)\n```")).toBe(
		"python:print(1)\n",
	);
	expect(parseReply("It printed:\n```\n42\n```").kind).toBe("answer");
});

test("code without a label is understood where it is plainly Python", () => {
	expect(source("```\nimport pandas as pd\nprint(1)\n```")).toBe("python:import pandas as pd\nprint(1)\n");
	expect(source("import pandas as pd\nprint(1)")).toBe("python:import pandas as pd\nprint(1)\n");
});

test("tildes, long fences, capital letters and python3 are fences and Python", () => {
	expect(source("~~~python\nprint(1)\n~~~")).toBe("python:print(1)\n");
	expect(source("`````Python\nprint('```')\n`````")).toBe("python:print('```')\n");
	expect(source("```python3\nprint(1)\n```")).toBe("python:print(1)\n");
	expect(source("```{python}\nprint(1)\n```")).toBe("python:print(1)\n");
});

test("code inside a markdown fence is found", () => {
	expect(source("```markdown\n# Title\n```python\nprint(1)\n```\n```")).toBe("python:print(1)\n");
});

test("an indented block in a list loses its indentation", () => {
	expect(source("1. Run:\n   ```python\n   if x:\n       print(1)\n   ```")).toBe("python:if x:\n    print(1)\n");
});

test.each([
	'<tool_call>\n{"name":"execute","arguments":{"language":"python","code":"print(1)"}}\n</tool_call>',
	'{"name":"execute","arguments":{"language":"python","code":"print(1)"}}',
	'{"name":"execute","arguments":"{\\"code\\":\\"print(1)\\"}"}',
	'functions.execute({"language":"python","code":"print(1)"})',
	'```json\n{"language":"python","code":"print(1)"}\n```',
	'```python\n{"language":"python","code":"print(1)"}\n```',
	'```python\nfunctions.execute({"language": "python", "code": "print(1)"})\n```',
	'{language: "python", code: "print(1)"}',
	"```python\nprint(1)\nexecuteexecute\n```",
])("a leaked tool call runs as plain code: %s", (text) => {
	expect(source(text)).toBe("python:print(1)\n");
});

test("languages that cannot run here are not proposed", () => {
	expect(parseReply("```r\nlibrary(dplyr)\n```").kind).toBe("answer");
	expect(parseReply("```html\n<html><body>\n```")).toEqual({ kind: "answer", text: "```html\n<html><body>\n```" });
	expect(parseReply("```c++\nint main(){}\n```").kind).toBe("answer");
});

test("without words in front, the comment that the script begins with says what it does", () => {
	expect(parseReply("```python\n# Counts the rows\n# of the file.\nprint(1)\n```")).toMatchObject({
		why: "Counts the rows of the file.",
	});
	expect(parseReply("```python\nprint(1)\n```")).toMatchObject({ why: "" });
});

test("an empty block is no Proposal", () => {
	expect(parseReply("Let me see.\n```python\n\n```")).toEqual({ kind: "answer", text: "Let me see." });
});

test("code that the server cut off gets no buttons; code whose last fence is missing does", () => {
	expect(parseReply("```python\nprint(1)\nprint(", { cut: true }).kind).toBe("answer");
	expect(source("```python\nprint(1)\n")).toBe("python:print(1)\n");
});

test("code is kept byte for byte, blank lines and Windows line ends apart", () => {
	const code = "def f():\n\n\n    return '''a\n\n# not a comment\n'''\n\nprint(f())  # 日本語 😀\n";
	expect(source(`\`\`\`python\n${code}\`\`\``)).toBe(`python:${code}`);
	expect(source("```python\r\nprint(1)\r\nprint(2)\r\n```\r\n")).toBe("python:print(1)\nprint(2)\n");
});

test("nothing is complete while a thought is open, and everything up to the last closing tag is no reply", () => {
	const draft = "```python\nno()\n```\n";
	for (const open of [
		"<think>\n",
		"\n<think> ",
		"<thinking>\n",
		"[THINK]",
		"So.\n<think>\n",
		"a\n</think>\n<think>\n",
	]) {
		expect(isComplete(`${open}${draft}`)).toBe(false);
		expect(parseReply(`${open}${draft}`)).toEqual({ kind: "answer", text: "" });
		expect(isOnlyThought(`${open}${draft}`)).toBe(true);
		expect(codeLines(`${open}${draft}`)).toBe(0);
	}
	expect(parseReply("One.</think>Two.\n</think>\n\nThree.")).toEqual({ kind: "answer", text: "Three." });
	expect(kept(`Hm.\n${draft}</think>\n\nYes.\n\`\`\`python\nyes()\n\`\`\`\nEnd`)).toBe("Yes.\n```python\nyes()\n```");
	expect(parseReply("Hm.\n</think>\n")).toEqual({ kind: "answer", text: "" });
});

test.each([
	"That's it.</think>```python\nyes()\n```\n",
	'That\'s it.\n</think>{"code": "yes()"}',
	"I write `print`.</think>\n```python\nyes()\n```\n",
	"a\r\n</think>\r\n\r\n```python\r\nyes()\r\n```\r\n",
	"</think>\n```python\nyes()\n```\n",
])("a thought ends wherever its tag stands: %j", (text) => {
	expect(source(text)).toBe("python:yes()\n");
});

test.each([
	"x = s.replace('</think>', '')",
	'x = "<think>a</think>b"',
	'x = re.sub(r"<think>.*?</think>\\s*", "", s)',
	'x = f"{a}</think>{b}"',
	'prompt = """\n<think>\n"""',
])("a tag in a program's text is a part of it: %j", (line) => {
	const text = `It cleans.\n\`\`\`python\n${line}\n\`\`\`\n`;
	expect(isComplete(text)).toBe(true);
	expect(parseReply(text)).toMatchObject({ kind: "proposal", source: `${line}\n`, why: "It cleans." });
});

test.each([
	"It reads the file.",
	"The total is computed by shop.",
	"Sure, here is the script:",
	"首先读取文件。",
	"To count the users, I group by city.",
])("a sentence before the code is no thought, and the code ends the reply: %s", (why) => {
	expect(isComplete(`${why}\n\`\`\`python\nprint(1)\n\`\`\`\n`)).toBe(true);
});
