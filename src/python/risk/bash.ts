// Risks of a Bash script. It always starts programs (`subprocess`); commands and options that only look add no other label.

import type { Label, Risk } from "../../core/domain.ts";
import { type Command, commandsOf, GAP, type Word } from "./bash/parser.ts";

const words = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

const NAMED: Readonly<Record<string, Label>> = {
	...of("deletes", "rm rmdir unlink shred wipe srm"),
	...of("overwrites", "mv truncate dd"),
	...of(
		"network",
		"curl wget nc ncat netcat ssh scp sftp rsync ftp telnet ping dig nslookup host socat git aria2c lynx",
	),
	...of("install", "apt apt-get pip pip3 conda mamba apk yum dnf npm yarn brew gem cargo uv"),
};
/** Commands that only look, or make what is not there yet, whatever their options are. */
const LOOKS =
	words(`ls pwd echo head tail wc cut cat tac nl grep egrep fgrep tr rev paste join comm diff cmp stat du df seq sleep true
	false test [ basename dirname realpath readlink which type uname whoami id nproc free expr md5sum sha1sum sha256sum sha512sum cksum
	column fold fmt expand unexpand hexdump od strings mkdir cd : exit date printenv wait getconf`);
/** Words that start another command, or stand before one. */
const BEFORE =
	words(`sudo nohup time nice ionice command builtin exec env timeout setsid stdbuf chroot xargs coproc doas watch parallel busybox
	eval trap bash sh zsh dash ksh if then elif else while until do ! { for select case function [[`);
const ENDS = words("fi done esac } ]]");
const OUTSIDE = /^(\/(?!(workspace|data|tmp|dev\/null|dev\/std\w+)(\/|$)|$)|~|\.\.(\/|$))|\/\.\.(\/|$)/;

function of(label: Label, names: string): Record<string, Label> {
	return Object.fromEntries(names.split(" ").map((name) => [name, label]));
}

export function bashRisks(source: string, files: readonly string[]): readonly Risk[] {
	const risks: Risk[] = [{ label: "subprocess", line: 1, what: "bash" }];
	const commands = commandsOf(source);
	if (commands === undefined) risks.push({ label: "unparsed", line: 1, what: "not valid Bash" });
	const loops = /\b(find|for|while|until|xargs)\b/.test(source);
	for (const command of commands ?? []) {
		const labels = new Set([
			...labelsOf(command, files),
			...redirected(command, files),
			...reached(command),
			...(leaves(command) ? (["outside"] as const) : []),
		]);
		const isMany = loops || command.words.some(({ hasGlob }) => hasGlob);
		if ((labels.has("deletes") || labels.has("overwrites")) && isMany) labels.add("many_files");
		for (const label of labels) risks.push({ label, line: command.line, what: shorten(command.text) });
	}
	return risks;
}

function labelsOf({ words: all }: Command, files: readonly string[]): readonly Label[] {
	const labels: Label[] = [];
	const rest = [...all];
	while (/^\w+\+?=/.test(rest[0]?.text ?? "")) {
		// Variables in capitals change what the shell does, and the programs that it starts.
		if (/^[A-Z_]/.test(rest.shift()?.text ?? "")) labels.push("unparsed");
	}
	const [first, ...args] = rest;
	if (first === undefined || ENDS.has(first.text)) return labels;
	const name = first.text.slice(first.text.lastIndexOf("/") + 1);
	const label = labelOf(name);
	if (!first.isPlain && name !== "[" && name !== "[[" && name !== "{") labels.push("unparsed");
	if (label !== undefined) return [...labels, label, ...installs(rest)];
	if (BEFORE.has(name))
		return [...labels, "unparsed", ...args.flatMap((word) => labelOf(lastPart(word.text)) ?? []), ...installs(rest)];
	if (first.text !== name) return [...labels, "unparsed"];
	if (LOOKS.has(name)) return labels;
	const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
	return [
		...labels,
		...(rule === undefined
			? ["unparsed" as const, ...args.flatMap((word) => labelOf(lastPart(word.text)) ?? [])]
			: rule(args, files)),
		...installs(rest),
	];
}

function labelOf(name: string): Label | undefined {
	return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
}

function lastPart(text: string): string {
	return text.slice(text.lastIndexOf("/") + 1);
}

function installs(all: readonly Word[]): readonly Label[] {
	const said = all.map(({ text }) => text).join(" ");
	return /\b(pip3?|conda|apt(-get)?|npm)\s+(install|add)\b/.test(said) ? ["install"] : [];
}

type Rule = (args: readonly Word[], files: readonly string[]) => readonly Label[];

const RULES: Readonly<Record<string, Rule>> = {
	printf: (args) => (args[0]?.text === "-v" ? ["unparsed"] : []),
	cp: (args, files) => written(args.slice(-1), files),
	tee: (args, files) =>
		written(
			args.filter(({ text }) => !text.startsWith("-")),
			files,
		),
	touch: () => [],
	uniq: (args, files) => written(plain(args).slice(1), files),
	xxd: (args) => (plain(args).length > 1 || args.some(({ text }) => text.startsWith("-r")) ? ["unparsed"] : []),
	ln: (args, files) => {
		const forces = args.some(({ text }) => /^-\w*f|^--force/.test(text));
		return [...(forces ? (["overwrites"] as const) : []), "unparsed", ...written(args.slice(-1), files)];
	},
	file: (args) => (args.some(({ text }) => /^-\w*[mfC]|^--(magic|files|compile)/.test(text)) ? ["unparsed"] : []),
	sort: (args, files) => {
		const at = args.findIndex(({ text }) => /^-\w*o$|^--output$/.test(text));
		const joined = args.flatMap(({ text, ...word }) => {
			const found = /^(?:-\w*o|--output=)(.+)$/.exec(text)?.[1];
			return found === undefined ? [] : [{ ...word, text: found }];
		});
		const isPlain = args.every(
			({ text }) =>
				!text.startsWith("--") ||
				/^--(reverse|numeric-sort|unique|key|field-separator|output|human-numeric-sort|ignore-case)/.test(text),
		);
		return [
			...(at === -1 ? [] : written(args.slice(at + 1, at + 2), files)),
			...written(joined, files),
			...(isPlain ? [] : (["unparsed"] as const)),
		];
	},
	sed: (args) => {
		if (args.some(({ text }) => /^-\w*i|^--in-place/.test(text))) return ["overwrites"];
		const [script, ...more] = plain(args);
		const isPlain =
			script?.isPlain === true &&
			/^(s([/|,#])((?!\2).)*\2((?!\2).)*\2[gIip0-9]*|\d*,?[\d$]*[pdq])$/.test(script.text) &&
			!/^s.*[ew]$/.test(script.text);
		return isPlain &&
			args.every(({ text }) => !text.startsWith("-") || /^-[nEr]+$/.test(text)) &&
			more.every(({ text }) => !text.startsWith("-"))
			? []
			: ["unparsed"];
	},
	find: (args) => {
		if (args.some(({ text }) => text === "-delete")) return ["deletes", "many_files"];
		const isPlain = args.every(
			({ text }) =>
				!text.startsWith("-") ||
				/^-(i?name|type|size|mtime|newer|maxdepth|mindepth|print|i?path|empty|not|o|a|ls|\d+)$/.test(text),
		);
		const label = args.flatMap((word) => labelOf(lastPart(word.text)) ?? []);
		return isPlain ? [] : ["unparsed", "many_files", ...label];
	},
	unzip: (args) => (args.some(({ text }) => text === "-l") ? [] : ["unparsed"]),
};

function plain(args: readonly Word[]): readonly Word[] {
	return args.filter(({ text }) => !text.startsWith("-") || text === "-");
}

/** Writes over a file that is there, or over one whose name is not known. */
function written(targets: readonly Word[], files: readonly string[]): readonly Label[] {
	return targets.flatMap(({ text, isPlain }): readonly Label[] => {
		const name = text.replace(/^(\.\/|\/workspace\/)+/, "");
		if (files.includes(name)) return ["overwrites"];
		if (!isPlain || /(^|\/)\.{0,2}\/?$/.test(name)) return ["unparsed"];
		return [];
	});
}

function redirected({ redirects }: Command, files: readonly string[]): readonly Label[] {
	return redirects.flatMap(({ sign, target }): readonly Label[] => {
		if (sign.startsWith("<<")) return ["unparsed"];
		if (/^[<>]&$/.test(sign) && /^(\d+-?|-)$/.test(target.text)) return [];
		if (/^\/dev\/(null|stdout|stderr)$/.test(target.text)) return [];
		return sign === "<" || sign === "<&" ? [] : written([target], files);
	});
}

function reached({ words: all, redirects }: Command): readonly Label[] {
	return [...all, ...redirects.map(({ target }) => target)].flatMap(({ text }): readonly Label[] => {
		if (/^\/dev\/(tcp|udp)\//.test(text)) return ["network"];
		const path = text.replace(/^-{0,2}[\w-]+=/, "");
		const isUntold = path.startsWith(GAP) && (path.includes("/") || all[0]?.text === "cd");
		if (OUTSIDE.test(path) || (isUntold && path.includes("/.."))) return ["outside"];
		return isUntold ? ["unparsed"] : [];
	});
}

/** Commands for which a slash is a sign; for the others, it is one as the pattern that they are given first. */
const TAKES_SIGN = words(
	"echo printf tr cut paste join column sort seq nl test [ [[ expr date basename dirname awk read",
);
const TAKES_PATTERN = words("grep egrep fgrep sed");

/** Whether it names the root, or goes to a home folder. */
function leaves({ words: all }: Command): boolean {
	const at = all.findIndex(({ text }) => !/^\w+\+?=/.test(text));
	const [name = "", ...args] = (at === -1 ? [] : all.slice(at)).map(({ text }) => text);
	if (all.some(({ text }) => /^(?!IFS)\w+=\/$/.test(text)) || (name === "cd" && args.every((arg) => arg === "--")))
		return true;
	if (TAKES_SIGN.has(name)) return false;
	const isPattern = TAKES_PATTERN.has(name) && !args.some((arg) => /^-\w*[ef]$|^--(regexp|file)/.test(arg));
	const pattern = isPattern ? args.findIndex((arg) => !/^-./.test(arg)) : -1;
	return args.some((arg, place) => arg === "/" && place !== pattern);
}

function shorten(text: string): string {
	const flat = text.replace(/\s+/g, " ");
	return flat.length <= 60 ? flat : `${flat.slice(0, 59)}…`;
}
