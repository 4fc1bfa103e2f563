// Replies to a click: a sentence for one person's eyes, or a form.

import type { types } from "@slack/bolt";
import { type Texts, textsIn } from "../../core/locales.ts";
import type { Click, ClickReply } from "../../core/ports.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { newest, shorten } from "../posts/format.ts";
import type { Api } from "./api.ts";
import { box, MESSAGE_CHARS, section, TEXT_CHARS } from "./blocks.ts";
import { addressOf } from "./events.ts";
import { codeForm, fitsForm, wordsForm } from "./form.ts";
import { escaped } from "./markup.ts";

/** Of code in an answer, the sentence above it being short. */
const BOX_CHARS = MESSAGE_CHARS - 1000;

interface Clicked {
	readonly api: Api;
	readonly click: Click;
	/** What Slack gives a click for opening one form, within three seconds. */
	readonly trigger: string | undefined;
	/** Where it was, if not on a message. */
	readonly home?: ClickReply["privately"] | undefined;
}

export function replyTo({ api, click, trigger, home }: Clicked): ClickReply {
	const { channel, ts } = addressOf(click.thread);
	const inThread: ClickReply["privately"] = async (sentence, code, locale) => {
		const text = shorten(reveal(sentence), TEXT_CHARS, escaped);
		const note = {
			channel,
			user: click.person,
			thread_ts: ts,
			text,
			...(code === undefined ? {} : { blocks: [section(text), box(newest(code, BOX_CHARS, textsIn(locale)))] }),
			parse: "none" as const,
			link_names: false,
		};
		await api.call("chat.postEphemeral", () => api.client.chat.postEphemeral(note));
	};
	const privately = home ?? inThread;
	const open = async (view: types.ModalView, { click }: Texts) => {
		if (trigger === undefined) return privately(click.notOpened);
		await api.call("views.open", () => api.client.views.open({ trigger_id: trigger, view }));
	};
	return {
		privately,
		askReason: (locale, text) => open(wordsForm(click, textsIn(locale), text), textsIn(locale)),
		askCode: async (proposal, locale) => {
			if (!fitsForm(proposal)) return false;
			await open(codeForm(click, proposal, textsIn(locale)), textsIn(locale));
			return true;
		},
	};
}
