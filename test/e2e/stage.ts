// Everything a scenario needs, all of it real: Redis, the Slack look-alike, a model server with recorded replies, the bot's process.

import { LOCALES } from "../../src/core/locales.ts";
import { startRedis, type TestRedis } from "../fakes/redis.ts";
import { type Player, startPlayer } from "./model.ts";
import { type BotProcess, botProcess } from "./process.ts";
import { openTwin, type Twin, tokens } from "./twin.ts";

export interface Stage {
	readonly redis: TestRedis;
	readonly twin: Twin;
	readonly model: Player;
	readonly bot: BotProcess;
	/** A second bot over the same Redis, engine and state folder, which is removed with the stage. */
	second(env: Record<string, string>): Promise<BotProcess>;
	/** Asks for a program of the scenario's own; resolves with the thread once the code is there to approve. */
	propose(code: string, files?: Record<string, string>): Promise<string>;
	/** Clicks the newest Approve in the thread, as the requester. */
	approve(ts: string): Promise<void>;
	close(): Promise<void>;
}

/** `apiUrl` puts something between the bot and the look-alike's Web API. */
export async function openStage(
	env: Record<string, string> = {},
	apiUrl?: (twin: Twin) => Promise<string>,
): Promise<Stage> {
	const [redis, twin, model] = await Promise.all([startRedis(), openTwin(), startPlayer(recorded)]);
	const settings = {
		REDIS_URL: redis.url,
		MODEL_BASE_URL: model.url,
		SLACK_BOT_TOKEN: tokens.bot,
		SLACK_APP_TOKEN: tokens.app,
		SLACK_API_URL: apiUrl === undefined ? `${twin.url}/api/` : await apiUrl(twin),
		SLACK_FILE_HOSTS: twin.url,
		...env,
	};
	const bot = await botProcess(settings);
	await bot.start();
	const others: BotProcess[] = [];
	return {
		redis,
		twin,
		model,
		bot,
		second: async (more) => {
			const other = await botProcess({ ...settings, ...more }, bot.stateDir);
			others.push(other);
			await other.start();
			return other;
		},
		propose: async (code, files) => {
			const text = `<@U0BOT> say: ${code}`;
			const ts = files === undefined ? await twin.say(text) : await twin.upload(text, files);
			await twin.withButton(ts, "Approve");
			return ts;
		},
		approve: async (ts) => twin.click(await twin.withButton(ts, "Approve"), "Approve"),
		close: async () => {
			for (const other of others) await other.remove();
			await bot.remove();
			await Promise.all([model.close(), twin.stop(), redis.stop()]);
		},
	};
}

export const csv = "id,created_at,amount\n1,2024-01-05,10\n,,\n2,2024-02-06,20\n3,2024-03-07,30\n";

const fence = (source: string, language = "python") => `\`\`\`${language}\n${source}\n\`\`\`\n`;

/**
 * What a model said to such requests, by the last line that asks. `say: CODE` makes it propose CODE, so that a scenario can
 * bring its own program without a mock of the loop; `then: CODE` after it is the fix.
 */
export function recorded(messages: readonly { role: string; content: string }[]): string {
	const last = messages.at(-1)?.content ?? "";
	const request = messages.findLast(({ content }) => content.includes("Request: "))?.content ?? "";
	const [said, then] =
		/say: ([\s\S]*?)(?:\n\n(?:Agreed: |Send one complete script|This goes on from)[^\n]*)*$/
			.exec(request)?.[1]
			?.split("\nthen: ") ?? [];
	if (last.includes("Now answer the request")) {
		const printed = /<output>\n([\s\S]*?)\n<\/output>/.exec(last)?.[1] ?? "";
		return `The program says: ${printed.replaceAll("\n", ", ")}`;
	}
	const [, second] = /say: [\s\S]*\nthen: ([\s\S]*)\n\n[^\n]*Read the files again/.exec(last) ?? [];
	if (second !== undefined) return `Checked.\n${fence(second)}`;
	if (last.includes("a person rejected it")) return `Another way.\n${fence("print('another way', sum([1, 2]))")}`;
	if (last.includes("Said meanwhile"))
		return `With what was added.\n${fence("print('with the addition', sum([1, 2]))")}`;
	if (last.includes("The script failed") && then !== undefined) return `Another try.\n${fence(then)}`;
	const asksDemo = [LOCALES.en, LOCALES.zh].some(({ demo }) => request.includes(demo.request));
	if (asksDemo) return `Three dates are unknown.\n${fence(DEMO)}`;
	if (last.includes("The script failed")) return `The column is called created_at.\n${fence(FIXED)}`;
	if (said !== undefined) return `As asked.\n${fence(said)}`;
	return `I read data.csv, drop empty rows and convert the date column.\n${fence(BROKEN)}`;
}

const BROKEN = `import pandas as pd
df = pd.read_csv("data.csv").dropna(how="all")
df["date"] = pd.to_datetime(df["date"])
df.to_parquet("clean_data.parquet")
print("rows:", len(df))`;

const DEMO = `import pandas as pd
import matplotlib.pyplot as plt
sales = pd.read_csv("sales.csv").dropna(how="all")
sales["created_at"] = pd.to_datetime(sales["created_at"], errors="coerce")
totals = sales.groupby("region")["amount"].sum().round(2)
print(totals.to_string())
totals.plot.bar()
plt.savefig("regions.png")`;

const FIXED = `# There is no column date: it is called created_at
import pandas as pd
import matplotlib.pyplot as plt
df = pd.read_csv("data.csv").dropna(how="all")
df["created_at"] = pd.to_datetime(df["created_at"])
df.to_parquet("clean_data.parquet")
df.plot(x="created_at", y="amount")
plt.savefig("amount.png")
plt.show()
print("rows:", len(df))`;
