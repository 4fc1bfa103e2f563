// Logger of the Slack SDKs, into our log.

import { type Logger, LogLevel } from "@slack/web-api";
import type { Log } from "../../core/ports.ts";

/** `debug` of the SDKs is dropped: it holds whole payloads. */
export function slackLogger(log: Log): Logger {
	const write =
		(level: "info" | "warn" | "error") =>
		(...said: unknown[]) =>
			log(level === "info" ? "debug" : level, "slack_sdk", { said: said.map(String).join(" ") });
	return {
		debug: () => {},
		info: write("info"),
		warn: write("warn"),
		error: write("error"),
		setLevel: () => {},
		getLevel: () => LogLevel.INFO,
		setName: () => {},
	};
}
