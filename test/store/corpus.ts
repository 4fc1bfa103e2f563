// Corpus of stored Sessions: `version-N/NAME.json` as Redis held it, byte for byte, and beside it what each means to people.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import type { AsideFile } from "../../src/core/domain/commands.ts";
import type { Attempt, Person, Question, Run, Session, Turn, Upload, Verdict } from "../../src/core/domain.ts";
import type { RedisStore } from "../../src/store/redis.ts";

const ROOT = join(import.meta.dirname, "../fixtures/sessions");
const MEANING = "meaning.json";

export interface Kept {
	/** `version-0/answering` */
	readonly name: string;
	readonly raw: string;
	readonly meaning: readonly string[];
}

export const keptOf = (version: number): readonly Kept[] =>
	kept().filter(({ name }) => name.startsWith(`version-${version}/`));

export function kept(): readonly Kept[] {
	return readdirSync(ROOT).flatMap((folder) => {
		const meaning = meaningIn(folder);
		return readdirSync(join(ROOT, folder))
			.filter((file) => file !== MEANING)
			.map((file) => {
				const name = file.replace(/\.json$/, "");
				return {
					name: `${folder}/${name}`,
					raw: readFileSync(join(ROOT, folder, file), "utf8"),
					meaning: meaning[name] ?? [],
				};
			});
	});
}

function meaningIn(folder: string): Record<string, readonly string[]> {
	const path = join(ROOT, folder, MEANING);
	return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, readonly string[]>) : {};
}

/** Adds a record to the corpus; one that is there stays as it is. */
export function keep(version: number, name: string, { raw, meaning }: Omit<Kept, "name">): void {
	const folder = `version-${version}`;
	mkdirSync(join(ROOT, folder), { recursive: true });
	writeFileSync(join(ROOT, folder, `${name}.json`), raw, { flag: "wx" });
	const all = { ...meaningIn(folder), [name]: meaning };
	writeFileSync(join(ROOT, folder, MEANING), `${JSON.stringify(all, undefined, "\t")}\n`);
}

/** What Redis holds once the store has saved the Session. */
export async function rawOf(store: RedisStore, url: string, session: Session): Promise<string> {
	const redis = new Redis(url);
	const key = `threadloop:session:${session.thread}`;
	try {
		await redis.del(key);
		await redis.hset(key, "rev", session.rev - 1);
		await store.save({ ...session, rev: session.rev - 1 }, { read: 0, open: [], close: [] });
		return (await redis.hget(key, "json")) ?? "";
	} finally {
		redis.disconnect();
	}
}

const called = ({ name, id, trust, groups = [] }: Person) => [`${name} (${id}, ${trust})`, ...groups].join(" in ");
const some = (what: string, found: readonly unknown[] | undefined) =>
	found === undefined || found.length === 0 ? [] : [`${what}: ${found.join("; ")}`];
const given = (what: string, found: unknown) => (found === undefined || found === false ? [] : [`${what}: ${found}`]);

/** In words that stay the same whatever the fields are called. */
export function meaningOf(session: Session): readonly string[] {
	const { turn, kernel, forgetting, ran = [], chores = [] } = session;
	return [
		`${session.thread}, saved ${session.rev} times, opened at ${session.openedAt}`,
		session.hasWork ? "has work left" : "rests",
		...(session.threadGone ? ["its thread is gone from the platform"] : []),
		...(session.answers ?? []).map(({ request, sha256, files }) =>
			[`can be judged: ${request}`, ...given("by code", sha256), ...some("from", files)].join(", "),
		),
		...given("hears", session.listens === undefined ? undefined : "only mentions"),
		...session.uploads.map(uploadMeans),
		...some(
			"remembers",
			session.transcript.map(({ role, content }) => `${role} ${content.length}`),
		),
		...some("of", session.heard?.map(called)),
		...given("printed before", session.printed === "" ? undefined : JSON.stringify(session.printed)),
		...some("made", session.made),
		...given("kernel seen", session.generation === "" ? undefined : session.generation),
		...(kernel === undefined
			? []
			: [
					`in kernel ${kernel.generation} ran ${kernel.whole ? "" : "more than "}${kernel.programs.length} programs: ${kernel.programs.map(({ language }) => language).join()}`,
					...some("standing in it", kernel.standing),
				]),
		...ran.map(
			(one) =>
				`may run again: ${one.id}, ${one.language} ${one.sha256} in ${one.generation}, asked for by ${called(one.requester)} in ${one.turn} as ${JSON.stringify(one.request)} at ${one.at} with ${one.uploads.join()}; ${one.speakers.map(({ by, gave, key }) => `${called(by)} gave ${gave} ${key}`).join(", ")}`,
		),
		...chores.map((chore) =>
			chore.kind === "say"
				? [`is to say ${chore.title}: ${chore.lines.join(" ")}`, ...(chore.files ?? []).map(fileMeans)].join(", with ")
				: `is to ${chore.kind} for ${called(chore.by)}`,
		),
		...some("asked whether to forget in", session.confirming),
		...given(
			"is to be forgotten",
			forgetting && (forgetting.why === "asked" ? `for ${called(forgetting.by)}` : forgetting.why),
		),
		...(turn === undefined ? ["no question yet"] : turnMeans(turn)),
	];
}

function fileMeans(file: AsideFile): string {
	return "artifact" in file ? `${file.name} of ${file.artifact.size} bytes` : `${file.name}: ${file.text}`;
}

function uploadMeans({ id, name, size, as, state }: Upload): string {
	const file = `file ${id} ${name} of ${size} bytes, called ${as}`;
	if (state.kind === "waiting") return `${file}, is waited for`;
	if (state.kind === "refused") return `${file}, is refused: ${state.sentence}`;
	const { columns = [], format, rows, notes, orEncoding, totals = [], unread, sheets = [], flat } = state.profile;
	const more = [
		...(orEncoding === undefined ? [] : [`or ${orEncoding}`]),
		...(state.profile.arguments ?? []),
		...totals,
		...given("unread", unread),
		...sheets.map(({ name, columns: names }) => `sheet ${name} of ${names.length} columns`),
		...some("keys", flat),
	];
	return `${file}, is there: ${format}, ${rows ?? "no"} rows, columns ${columns.map(({ name: column, type }) => `${column} ${type}`).join()}, ${notes.join()}${more.map((one) => `, ${one}`).join("")}, sha256 ${state.sha256 ?? "unknown"}`;
}

function turnMeans(turn: Turn): readonly string[] {
	const { state, rerun, edit, grant, tools, standing } = turn;
	const end = state.kind === "ended" ? state.end : undefined;
	return [
		`${called(turn.requester)} asked ${JSON.stringify(turn.request)} in ${turn.key} at ${turn.startedAt}`,
		`its turn ${turn.id} is ${state.kind}`,
		...given("its end", end && endMeans(end)),
		...given("being stopped by", turn.stopping && called(turn.stopping)),
		...(turn.midThread ? ["the thread before is still to be read"] : []),
		...some("said before", turn.earlier),
		...given("the model knows of the operator's data", turn.data),
		...turn.speakers.map(({ by, gave, key }) => `${called(by)} gave ${gave} ${key}`),
		...turn.added.map(({ by, text, key }) => `${called(by)} added ${JSON.stringify(text)} ${key}`),
		...some("with", turn.uploads),
		...some(
			"the model read",
			turn.messages.map(({ role, content }) => `${role} ${content.length}`),
		),
		`the model was asked ${turn.asked} times${turn.restarted ? ", begun again" : ""}${turn.nudged ? ", reminded" : ""}`,
		...given(
			"may run unasked",
			grant && `for ${called(grant.by)}: ${grant.fixes ? "fixes" : "this"} with ${grant.labels.join()}`,
		),
		...given(
			"is edited by",
			edit && `${called(edit.by)}: ${edit.code.kind === "text" ? edit.code.text : edit.code.file.name}`,
		),
		...given(
			"runs again",
			rerun &&
				`${rerun.of} ${rerun.by ? `for ${called(rerun.by)}` : "as said"} on ${rerun.standIn?.name ?? "the same"}`,
		),
		...given(
			"buttons",
			end?.kind !== "failed" &&
				tools &&
				`${tools.rerun ? "rerun" : ""} ${tools.export ? "export" : ""} on ${tools.standIn?.name ?? "the same"}`,
		),
		...some(
			"ways on",
			Object.keys(tools ?? {}).filter((name) => /^(reword|partial|code|feedback)$/.test(name)),
		),
		...some(
			standing?.fresh === undefined ? "left behind" : "left behind, a fresh kernel is offered",
			standing?.phrases,
		),
		...given("asked people", turn.question && questionMeans(turn.question)),
		...some("told people", turn.notices),
		...turn.attempts.flatMap(attemptMeans),
	];
}

function questionMeans({ text, readings, expiresAt, taken, by }: Question): string {
	const each = readings.map(({ label, line, names, against, token }) => [label, line, names, against, token].join(" "));
	const answer = taken === undefined ? "nobody has answered" : `${taken} ${by ? `by ${called(by)}` : "is assumed"}`;
	return `${text} ${each.join("; ")} until ${expiresAt}: ${answer}`;
}

function endMeans(end: Extract<Turn["state"], { kind: "ended" }>["end"]): string {
	switch (end.kind) {
		case "answered":
			return [
				`answered by attempt ${end.attempt ?? "none"}: ${end.text}`,
				...(end.under ?? []),
				...(end.checked?.map((one) => `${one} checked`) ?? []),
			].join("; under it ");
		case "gave_up":
			return `gave up: ${end.sentence} Best: ${end.best ?? "none"}`;
		case "stopped":
			return `stopped by ${called(end.by)}`;
		case "reran":
			return `ran again ${end.sentence}`;
		case "failed":
			return `failed while ${end.during}: ${end.sentence}`;
		default:
			return end.kind;
	}
}

function attemptMeans({ proposal, approval, runId, startedAt, run, diagnosis }: Attempt): readonly string[] {
	const { risks, does, mends, doubts, edited } = proposal;
	return [
		`${proposal.language} ${proposal.sha256}: ${proposal.why}`,
		...some(
			"may",
			risks.map(({ label, line, what }) => `${label} on ${line}: ${what}`),
		),
		...some(
			"does",
			does?.steps.map(({ kind, line, ...step }) => `${kind} on ${line}: ${Object.values(step).join(" ")}`),
		),
		...some(
			"may do more",
			does?.unseen.map(({ line, what }) => `${what} on ${line}`),
		),
		...some("put right", mends),
		...some("in doubt", doubts),
		...some(
			"written in the code",
			proposal.fixed?.map(({ line, isFinding }) => `${line}${isFinding ? ", as a finding" : ""}`),
		),
		...given("edited by", edited && `${called(edited.by)} from ${edited.from}`),
		`for kernel ${approval.generation} until ${approval.expiresAt}${approval.fixes ? ", with its fixes" : ""}: ${approval.verdict === undefined ? "nobody has decided" : verdictMeans(approval.verdict)}`,
		...given("began", runId && `${runId} at ${startedAt}`),
		...given("came to", run && runMeans(run)),
		...given(
			"found",
			diagnosis &&
				`${diagnosis.soft ? "ran but " : ""}${diagnosis.cause} ${diagnosis.signature}${diagnosis.minor === undefined ? "" : ` of ${diagnosis.minor}`}`,
		),
	];
}

function verdictMeans(verdict: Verdict): string {
	const at = `at ${verdict.at}`;
	switch (verdict.kind) {
		case "approved":
			return `approved by ${called(verdict.by)} ${at}${verdict.fixes ? " with fixes" : ""}`;
		case "allowed":
			return `allowed ${at} by ${verdict.because.kind === "advance" ? called(verdict.because.by) : verdict.because.mode}`;
		case "rejected":
			return `rejected by ${called(verdict.by)} ${at}: ${verdict.reason}`;
		case "expired":
			return `expired ${at}`;
		case "superseded":
			return `superseded by ${called(verdict.by)} ${at}${verdict.edited ? " with an edit" : ""}`;
	}
}

function runMeans({
	id,
	outcome,
	output,
	durationMs,
	error,
	changed,
	artifacts,
	notes,
	variablesKept,
	standing = [],
	seen,
}: Run): string {
	const failure = error && [error.name, error.message, error.line, error.cause, error.facts, error.locals].join(" ");
	const made = artifacts.map(({ name, size }) => `${name} of ${size} bytes`);
	return `${id} ${outcome} in ${durationMs} ms, printed ${JSON.stringify(output)}, ${failure ?? "no error"}; changed ${changed.join()}; kept ${made.join()}; ${notes.join()}; variables ${variablesKept ? "kept" : "gone"}; standing ${standing.join()}${seenMeans(seen)}`;
}

function seenMeans({ tables = [], figures = [], rows = [], doubts = [] }: NonNullable<Run["seen"]> = {}): string {
	const parts = [
		...tables.map(
			({ rows: count, columns, index, shownRows, file = "no file" }) =>
				`a table of ${count} rows, ${shownRows} shown, all in ${file}, with ${columns.join()} by ${index.map((one) => Object.values(one).join(" ")).join()}`,
		),
		...figures.map(
			({ file = "a figure", axes, looks }) =>
				`${file} with ${axes.map((one) => Object.values(one).join(" ")).join()}${looks === undefined ? "" : ` looked like ${looks.join()}`}`,
		),
		...rows.map(
			({ file, read, left, used = "some" }) =>
				`${read} rows of ${file}, without ${left.map((one) => Object.values(one).join(" ")).join()}, ${used} used`,
		),
		...doubts,
	];
	return parts.length === 0 ? "" : `; seen ${parts.join("; ")}`;
}
