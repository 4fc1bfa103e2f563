// What is too long, too large or not to be seen: nothing is lost in silence, nothing hidden, nobody pinged.

import { expect } from "vitest";
import type { Post, Scenario } from "../contract.ts";

export const limits: readonly Scenario[] = [
	[
		"code too long for a message is there whole before it can be approved, and it runs",
		async ({ platform, propose, press, saying, code }) => {
			const lines = Array.from(
				{ length: 110 },
				(_, at) => `total_${at} = ${at} # a line that, with all the others, makes the code too long`,
			);
			const source = [...lines, "print('sum', total_1 + total_99)"].join("\n");
			const talk = await propose(source);
			const files = (await platform.posts(talk)).flatMap(({ files }) => files);
			const attached = await Promise.all(
				files.map(async ({ url }) => Buffer.from(await platform.bytes(url)).toString()),
			);
			expect([...attached, (await code(talk)).join("\n")].some((shown) => shown.includes(source))).toBe(true);
			await press(talk, "Approve");
			await saying(talk, "sum 100");
		},
	],
	[
		"long output is shown in part, with its start and its end",
		async ({ propose, press, find }) => {
			const talk = await propose("print('START')\nfor i in range(5000): print('row', i, 'x' * 40)\nprint('END')");
			await press(talk, "Approve");
			const hasBoth = ({ text }: Post) =>
				/\bSTART\nrow 0\b/.test(text) && /\bEND\b/.test(text) && /left out/.test(text);
			await find(talk, "both ends of the output", hasBoth);
		},
	],
	[
		"characters that cannot be seen are written out in code and in output, and what looks like a ping is only text",
		async ({ platform, propose, press, saying, find, code }) => {
			const hidden = "role = 'user\u202e \u2066# admin\u2069 \u2066'\nname = 'a\u200bb'";
			const output = "print('<' + '!channel> <' + '@U02BOB> @everyone @here ' + '`' * 3, '\\u202e', 'z\\u200bz')";
			const talk = await propose(`${hidden}\n${output}`);
			const shown = (await code(talk)).join("");
			expect(shown).toContain("user\\u{202e} \\u{2066}# admin\\u{2069}");
			expect(shown).toContain("a\\u{200b}b");
			await saying(talk, /invisible characters/);
			await press(talk, "Approve");
			// All of it stands in one box that the backticks in it do not end: on the card, and then in the answer.
			await find(talk, "the output", ({ code }) =>
				code.some((box) => box.includes("channel> <") && box.includes("z\\u{200b}z") && !box.includes("print(")),
			);
			for (const { by, text } of await platform.posts(talk)) {
				if (by === platform.bot) expect(text).not.toMatch(/[\u202e\u2066\u200b]/);
			}
		},
	],
	[
		"a file over the limit is refused in a sentence with both sizes, and the question is still taken",
		async ({ ask, saying, press }) => {
			const talk = await ask("say: print('anyway')", { files: { "big.csv": "x".repeat(2_600_000) } });
			const { text } = await saying(talk, /big\.csv\W* is too large/);
			expect(text).toMatch(/2\.6 MB/);
			expect(text).toMatch(/2\.1 MB/);
			await press(talk, "Approve");
			await saying(talk, "The program says: anyway");
		},
	],
	[
		"a file that the platform does not take is named, with where it is kept",
		async ({ platform, propose, press, saying }) => {
			if (platform.largestFile === undefined) return;
			const talk = await propose(`open('huge.bin', 'wb').write(b'x' * ${platform.largestFile + 1})\nprint('made')`);
			await press(talk, "Approve");
			await saying(talk, "The program says: made");
			await saying(talk, /huge\.bin/);
		},
	],
];
