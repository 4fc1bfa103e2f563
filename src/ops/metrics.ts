// Metrics: what the bot audits and logs, counted for Prometheus. No label holds anything that a person wrote, a name or an id.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Audit, AuditEntry, Log } from "../core/ports.ts";

export interface Metrics {
	readonly registry: Registry;
	/** Counts what is logged, whatever the level that is written. */
	log(log: Log): Log;
	/** Counts what is audited. */
	audit(audit: Audit): Audit;
	readonly gauges: Gauges;
}

/** Set at each scrape. */
export interface Gauges {
	/** By part: 1 if it works. */
	readonly up: Gauge;
	readonly unfinished: Gauge;
	readonly approvalsWaiting: Gauge;
	readonly oldestApproval: Gauge;
	readonly queue: Gauge;
	readonly sandboxes: Gauge;
	readonly spares: Gauge;
	readonly sparesTaken: Gauge;
	readonly redis: Gauge;
	readonly disk: Gauge;
}

const SECONDS = [0.1, 0.3, 1, 3, 10, 30, 60, 180, 600];
const PEOPLE_SECONDS = [5, 15, 60, 300, 900, 3600, 14_400];
const TOKENS_A_SECOND = [1, 3, 10, 30, 60, 100, 200, 400];

export function openMetrics(now: () => number): Metrics {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry });
	const registers = [registry];
	const counter = (name: string, help: string, ...labelNames: string[]) =>
		new Counter({ name: `threadloop_${name}`, help, labelNames, registers });
	const gauge = (name: string, help: string, ...labelNames: string[]) =>
		new Gauge({ name: `threadloop_${name}`, help, labelNames, registers });
	const histogram = (name: string, help: string, buckets: number[], ...labelNames: string[]) =>
		new Histogram({ name: `threadloop_${name}`, help, buckets, labelNames, registers });

	const questions = counter("questions_total", "Questions that people asked", "platform");
	const programs = counter("programs_total", "Programs shown to people: first, fix or edit", "kind");
	const verdicts = counter("verdicts_total", "What became of programs that were shown", "verdict");
	const decided = histogram("verdict_seconds", "From a program shown to its verdict", PEOPLE_SECONDS);
	const judged = counter("feedback_total", "Answers that people called right or wrong", "judgement");
	const runs = counter("runs_total", "Runs that ended", "outcome");
	const ran = histogram("run_seconds", "How long Runs took", SECONDS);
	const ends = counter("turns_ended_total", "How questions ended", "end");
	const events = counter("log_events_total", "Warnings and errors that were logged", "level", "event");
	const tokens = counter("model_tokens_total", "Tokens as the model server counts them", "kind", "what");
	const replied = histogram("model_reply_seconds", "From a request to the end of its reply", SECONDS, "kind");
	const first = histogram("model_first_token_seconds", "From a request to its first token", SECONDS, "kind");
	const speed = histogram("model_tokens_per_second", "Tokens a second after the first one", TOKENS_A_SECOND, "kind");
	const calls = counter("chat_calls_total", "Calls to the chat platforms", "platform", "method");
	const limited = counter("chat_limited_total", "Calls that a chat platform asked to wait for", "platform");

	/** When the program that waits was shown, by Turn. */
	const shown = new Map<string, number>();
	const proposed = new Set<string>();

	function count(entry: AuditEntry): void {
		const { event, turn = "" } = entry;
		switch (event) {
			case "asked":
				questions.inc({ platform: platformOf(entry) });
				return;
			case "proposed":
				programs.inc({ kind: proposed.has(turn) ? "fix" : "first" });
				proposed.add(turn);
				shown.set(turn, now());
				return;
			case "edited":
				programs.inc({ kind: "edit" });
				return;
			case "ran":
				runs.inc({ outcome: String(entry.outcome) });
				ran.observe(Number(entry.ms) / 1000);
				return;
			case "judged":
				judged.inc({ judgement: String(entry.judgement) });
				return;
			case "ended":
				ends.inc({ end: String(entry.end) });
				proposed.delete(turn);
				shown.delete(turn);
				return;
			case "approved":
			case "allowed":
			case "rejected":
			case "expired":
			case "superseded":
				verdicts.inc({ verdict: event });
				if (event !== "allowed" && shown.has(turn)) decided.observe((now() - (shown.get(turn) ?? 0)) / 1000);
				shown.delete(turn);
		}
	}

	function hear(level: string, event: string, fields: Readonly<Record<string, unknown>>): void {
		if (level === "warn" || level === "error") events.inc({ level, event });
		const { method } = fields;
		const [platform, what] = [event.split("_")[0] ?? "", event.slice(event.indexOf("_") + 1)];
		if (what === "call" && typeof method === "string") calls.inc({ platform, method });
		if (what === "limit") limited.inc({ platform });
		if (event === "model_reply") reply(fields);
	}

	function reply(fields: Readonly<Record<string, unknown>>): void {
		const number = (name: string) => (typeof fields[name] === "number" ? fields[name] : undefined);
		const kind = String(fields.kind);
		for (const what of ["prompt", "cached", "completion"]) tokens.inc({ kind, what }, number(what) ?? 0);
		const [ms, firstMs, completion] = [number("ms"), number("firstMs"), number("completion")];
		if (ms !== undefined) replied.observe({ kind }, ms / 1000);
		if (firstMs !== undefined) first.observe({ kind }, firstMs / 1000);
		if (ms === undefined || firstMs === undefined || completion === undefined || ms <= firstMs) return;
		speed.observe({ kind }, (completion * 1000) / (ms - firstMs));
	}

	return {
		registry,
		log: (log) => (level, event, fields) => {
			hear(level, event, fields ?? {});
			log(level, event, fields);
		},
		audit: (audit) => ({
			write: async (entry) => {
				await audit.write(entry);
				count(entry);
			},
		}),
		gauges: {
			up: gauge("up", "1 if this part of the bot works", "part"),
			unfinished: gauge("threads_unfinished", "Threads that have work or wait for somebody"),
			approvalsWaiting: gauge("approvals_waiting", "Programs that wait for a verdict"),
			oldestApproval: gauge("approval_oldest_seconds", "How long the oldest of them has waited"),
			queue: gauge("queue_jobs", "Rings of the queue", "state"),
			sandboxes: gauge("sandboxes", "Containers in use, spares included; how many there may be; who waits", "what"),
			spares: gauge("pool_spares", "Spare containers that are ready"),
			sparesTaken: gauge("pool_taken", "New threads since the start that found a spare, or none", "found"),
			redis: gauge("redis_ping_seconds", "How long Redis took to answer"),
			disk: gauge("disk_bytes", "The disk of the state folder", "what"),
		},
	};
}

function platformOf({ thread = "" }: AuditEntry): string {
	return thread.split(":")[0] ?? "";
}
