// How far an Attempt has come, in Slack's markup.

import { outcomeWords } from "../outcome.ts";
import { slackMarkup } from "./mrkdwn.ts";

export { fixName, isRepeat } from "../outcome.ts";
export const { decided, doubted, editedBy, errorLine, headline, leftBehind, mended, risks, unseen } =
	outcomeWords(slackMarkup);
