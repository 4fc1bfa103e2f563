// Filters of earlier programs that come back though nobody asks for them: after "back to all rows", and beside the one that a short follow-up asks for.

import type { Does } from "../../domain.ts";
import { clip, oneLine } from "../../text.ts";
import { goesOn } from "../wishes/going-on.ts";
import { stemOf } from "../wishes/reading/excluded.ts";

const BACK =
	/\bback to (?:the )?(?:all|every\w*|whole|entire|full)\b|\b(?:wieder|zurück zu) (?:alle[nr]?|sämtliche\w*|gesamte\w*) (?!monat|woche|tage|jahr|quartal)|(?:回到|恢复到?|换回)(?:全部|所有|全体|整个)|(?:すべて|全て|全部|全)(?:の[^、。]{0,8})?に戻/i;
/** What shall be so from now on may be filtered without being named. */
const DEFINES =
	/\b(?:call|defin\w*|consider|treat|counts? as|means?|stands? for|always|from now on|ignor\w*|exclud\w*|nenne\w*|bezeichne\w*|gilt|gelten|heiß\w*|bedeute\w*|immer|ab jetzt|ignorier\w*)\b|定义|叫|称|算作|视为|当作|以后|始终|不要算|不算|是指|と呼|とする|とみな|今後|常に/i;

interface Before {
	readonly request: string;
	readonly source: string;
}

/** `ran`: what ran in the thread, oldest first. Silent in doubt: a value may be asked for by another word, `female` as women. */
export function staleFaults(request: string, does: Does | undefined, ran: readonly Before[]): readonly string[] {
	const last = ran.at(-1);
	if (does === undefined || last === undefined) return [];
	const asks = request.toLowerCase();
	const steps = does.steps.flatMap((step) => (step.kind === "keeps" && step.how === "where" ? step.values : []));
	const values = [...new Set(steps)];
	const isBack = BACK.test(request);
	// What the request asks for is there, and so something else is meant by none of its words.
	const isAnswered = goesOn(request) && values.some((value) => value.length > 1 && asks.includes(value.toLowerCase()));
	const [stale] = values.filter((value) => {
		const stem = stemOf(value).toLowerCase();
		if (stem === "" || asks.includes(stem)) return false;
		if (ran.some((one) => DEFINES.test(one.request) && one.request.toLowerCase().includes(stem))) return false;
		const isOfLast = last.source.includes(value);
		return isBack ? isOfLast : isAnswered && !isOfLast && ran.some(({ source }) => source.includes(value));
	});
	if (stale === undefined) return [];
	const name = clip(oneLine(stale), { chars: 40, head: 1 });
	return [`'${name}' comes from an earlier script, and this request does not ask for it: leave that filter out.`];
}
