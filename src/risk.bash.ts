// Bash without a parser: every script starts programs, so it is always labelled `subprocess`; the words it is made of say more. Quotes and
// backslashes are taken away first, and a command that is put together while it runs counts as one that cannot be read.

import type { Label, Risk } from "./core/domain.ts";

const COMMANDS: Readonly<Record<string, Label>> = {
	...of("deletes", "rm rmdir unlink shred wipe srm"),
	...of("overwrites", "mv truncate dd"),
	...of(
		"network",
		"curl wget nc ncat netcat ssh scp sftp rsync ftp telnet ping dig nslookup host socat git aria2c lynx",
	),
	...of("install", "apt apt-get pip pip3 conda mamba apk yum dnf npm yarn brew gem cargo uv"),
	...of(
		"unparsed",
		"eval exec source . bash sh zsh dash ksh python python3 perl ruby node awk gawk php xargs env parallel busybox",
	),
};
const PREFIXES: ReadonlySet<string> = new Set([
	"sudo",
	"nohup",
	"time",
	"nice",
	"command",
	"builtin",
	"then",
	"do",
	"else",
	"!",
	"{",
	"(",
]);
const OUTSIDE = /^(\/(?!(workspace|data|tmp|dev\/null|dev\/std\w+)(\/|$)|$)|~|\.\.(\/|$))|\/\.\.(\/|$)/;

function of(label: Label, names: string): Record<string, Label> {
	return Object.fromEntries(names.split(" ").map((name) => [name, label]));
}

export function bashRisks(source: string, files: readonly string[]): Risk[] {
	const risks: Risk[] = [{ label: "subprocess", line: 1, what: "bash" }];
	const many = /\b(find|for|while|xargs)\b/.test(source);
	for (const [at, text] of source.split("\n").entries()) {
		const line = at + 1;
		const add = (label: Label, what: string) => risks.push({ label, line, what });
		if (/^\s*#/.test(text)) continue;
		for (const piece of text.split(/&&|\|\||[;|&]|\$\(|`|<\(|>\(/)) {
			const words = piece.replace(/>>?|</g, " $& ").trim().split(/\s+/).map(bare);
			const command = words.find((word) => !PREFIXES.has(word) && !/^\w+=/.test(word)) ?? "";
			const name = command.slice(command.lastIndexOf("/") + 1);
			const label = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
			if (label !== undefined) add(label, piece.trim());
			if (/[$`*?[{]/.test(command) && command !== "[" && command !== "[[" && command !== "{")
				add("unparsed", piece.trim());
			if (/^-(delete|exec|execdir|ok)$/.test(words.find((word) => /^-(delete|exec|ok)/.test(word)) ?? "")) {
				add(words.includes("-delete") ? "deletes" : "unparsed", piece.trim());
				add("many_files", piece.trim());
			}
			if (name === "sed" && words.some((word) => /^(-\w*i|--in-place)/.test(word))) add("overwrites", piece.trim());
			if ((label === "deletes" || label === "overwrites") && (many || words.some((word) => /[*?]/.test(word))))
				add("many_files", piece.trim());
			const target = words[words.findIndex((word) => /^>>?$/.test(word)) + 1];
			const written = words.some((word) => /^>>?$/.test(word))
				? [target]
				: /^(cp|tee|install|mv)$/.test(name)
					? words.slice(1)
					: [];
			if (written.some((word) => word !== undefined && files.includes(word.replace(/^\.\/|^\/workspace\//, ""))))
				add("overwrites", piece.trim());
			if (words.some((word) => /^\/dev\/(tcp|udp)\//.test(word))) add("network", piece.trim());
			else if (words.some((word) => OUTSIDE.test(word.replace(/^[\w-]+=/, "")))) add("outside", piece.trim());
			if (/\b(pip3?|conda|apt(-get)?|npm)\s+(install|add)\b/.test(words.join(" "))) add("install", piece.trim());
		}
	}
	return risks;
}

/** `r\m` and `'r''m'` are `rm`. */
function bare(word: string): string {
	return word.replace(/["'\\()]/g, "");
}
