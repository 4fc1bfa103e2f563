// Settings that are each right and wrong together, a sentence each with an example.

/** Settings as they are given; what is not set is absent. */
type Given = Readonly<Record<string, string | undefined>>;
type Examples = Readonly<Record<string, string>>;

interface Known {
	readonly DEMO_SLACK_PORT: number;
	readonly DEMO_PAGE_PORT: number;
	/** Bytes. */
	readonly SANDBOX_DISK: number;
	readonly MAX_UPLOAD_MB: number;
}

/** What lacks its other half, or is there twice. */
export function together(set: Given, examples: Examples): string[] {
	return [...slackProblems(set, examples), ...visionProblems(set, examples)];
}

export function clashes(known: Known): string[] {
	return [...samePort(known), ...smallDisk(known)];
}

/** A server may list models that see and models that do not: it is never guessed which. */
function visionProblems(set: Given, examples: Examples): string[] {
	const pair = ["VISION_BASE_URL", "VISION_MODEL"] as const;
	const lacking = pair.filter((name) => set[name] === undefined);
	return lacking.length === 1
		? lacking.map(
				(name) =>
					`${name} is missing: a look at charts needs both of ${pair.join(" and ")}; for example ${name}=${examples[name]}`,
			)
		: [];
}

function slackProblems(set: Given, examples: Examples): string[] {
	const has = (name: string) => set[name] !== undefined;
	if (set.SLACK_BOT_TOKEN?.startsWith("xapp-") && set.SLACK_APP_TOKEN?.startsWith("xoxb-"))
		return ["SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped: exchange their values"];
	const example = (name: string) => `; for example ${name}=${examples[name]}`;
	const isReachable = has("SLACK_APP_TOKEN") || has("SLACK_SIGNING_SECRET");
	if (has("SLACK_APP_TOKEN") && has("SLACK_SIGNING_SECRET")) {
		return [
			`SLACK_SIGNING_SECRET and SLACK_APP_TOKEN are both set: keep the app token for Socket Mode, or the signing secret for requests over HTTP${example("SLACK_APP_TOKEN")}`,
		];
	}
	if (isReachable && !has("SLACK_BOT_TOKEN")) {
		return [`SLACK_BOT_TOKEN is missing: Slack needs it too${example("SLACK_BOT_TOKEN")}`];
	}
	if (has("SLACK_BOT_TOKEN") && !isReachable) {
		return [
			`SLACK_APP_TOKEN is missing: Slack needs it for Socket Mode, or SLACK_SIGNING_SECRET for requests over HTTP${example("SLACK_APP_TOKEN")}`,
		];
	}
	return [];
}

function samePort(known: Known): string[] {
	if (known.DEMO_SLACK_PORT !== known.DEMO_PAGE_PORT) return [];
	return ["DEMO_PAGE_PORT must differ from DEMO_SLACK_PORT; for example DEMO_PAGE_PORT=4710"];
}

/** The original of an Upload is kept, and code makes a changed copy. */
function smallDisk(known: Known): string[] {
	if (known.SANDBOX_DISK >= 2 * known.MAX_UPLOAD_MB * 1024 ** 2) return [];
	const enough = Math.ceil((2 * known.MAX_UPLOAD_MB) / 1024);
	return [
		`SANDBOX_DISK must be at least twice MAX_UPLOAD_MB, so that a changed copy of a file fits; for example SANDBOX_DISK=${enough}g`,
	];
}
