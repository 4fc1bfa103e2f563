// Filters of earlier programs that come back though nobody asks for them: after "back to all rows", and where the program before had left them out.

import type { Does } from "../../domain.ts";
import { clip, oneLine } from "../../text.ts";
import { stemOf } from "../wishes/reading/excluded.ts";

const BACK =
	/\bback to (?:the )?(?:all|every\w*|whole|entire|full)\b|\b(?:all|every\w*) (?:\w+ )?again\b|\b(?:wieder|zurück zu|nochmal) (?:\w+ )?(?:alle[nr]?|sämtliche\w*|gesamte\w*)\b|(?:回到|恢复到?|重新看|换回)(?:全部|所有|全体|整个)|(?:すべて|全て|全部|全)(?:の[^、。]{0,8})?に戻/i;
/** What a word shall stand for from now on may be filtered without being named. */
const DEFINES =
	/\b(?:call|defin\w*|consider|treat|counts? as|means?|stands? for|nenne\w*|bezeichne\w*|gilt|gelten|heiß\w*|bedeute\w*)\b|定义|叫|称|算作|视为|当作|是指|と呼|とする|とみな/i;

interface Before {
	readonly request: string;
	readonly source: string;
}

/** `ran`: what ran in the thread, oldest first. */
export function staleFaults(request: string, does: Does | undefined, ran: readonly Before[]): readonly string[] {
	const last = ran.at(-1);
	if (does === undefined || last === undefined) return [];
	const asks = request.toLowerCase();
	const isBack = BACK.test(request);
	const values = does.steps.flatMap((step) => (step.kind === "keeps" && step.how === "where" ? step.values : []));
	const [stale] = [...new Set(values)].filter((value) => {
		const stem = stemOf(value).toLowerCase();
		if (stem === "" || asks.includes(stem)) return false;
		const isDefined = ran.some((one) => DEFINES.test(one.request) && one.request.toLowerCase().includes(stem));
		const isOlder = ran.some(({ source }) => source.includes(value));
		return isOlder && !isDefined && (isBack || !last.source.includes(value));
	});
	if (stale === undefined) return [];
	const name = clip(oneLine(stale), { chars: 40, head: 1 });
	return [`'${name}' comes from an earlier script, and this request does not ask for it: leave that filter out.`];
}
