// How far an Attempt has come, in Slack's markup.

import { outcomeWords } from "../posts/attempt-text.ts";
import { slackMarkup } from "./markup.ts";

export { fixName, isRepeat } from "../posts/attempt-text.ts";
export const { decided, doubted, editedBy, errorLine, headline, leftBehind, mended, risks, unseen } =
	outcomeWords(slackMarkup);
