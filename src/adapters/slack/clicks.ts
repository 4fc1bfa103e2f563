// Replies to a click: a sentence for one person's eyes, or a form.

import type { types } from "@slack/bolt";
import { type Texts, textsIn } from "../../core/locales.ts";
import type { Click, ClickReply } from "../../core/ports.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { newest, shorten } from "../posts/format.ts";
import type { Api } from "./api.ts";
import { box, MESSAGE_CHARS, section, TEXT_CHARS } from "./blocks.ts";
import { addressOf } from "./events.ts";
import { codeForm, fitsForm, reasonForm } from "./form.ts";
import { escaped } from "./markup.ts";

/** Of code in an answer, the sentence above it being short. */
const BOX_CHARS = MESSAGE_CHARS - 1000;

/** `trigger` is what Slack gives a click for opening one form, within three seconds. */
export function replyTo({ api, click, trigger }: { api: Api; click: Click; trigger: string | undefined }): ClickReply {
	const { channel, ts } = addressOf(click.thread);
	const privately: ClickReply["privately"] = async (sentence, code) => {
		const text = shorten(reveal(sentence), TEXT_CHARS, escaped);
		const note = {
			channel,
			user: click.person,
			thread_ts: ts,
			text,
			...(code === undefined ? {} : { blocks: [section(text), box(newest(code, BOX_CHARS))] }),
			parse: "none" as const,
			link_names: false,
		};
		await api.call("chat.postEphemeral", () => api.client.chat.postEphemeral(note));
	};
	const open = async (view: types.ModalView, { click }: Texts) => {
		if (trigger === undefined) return privately(click.notOpened);
		await api.call("views.open", () => api.client.views.open({ trigger_id: trigger, view }));
	};
	return {
		privately,
		askReason: (locale) => open(reasonForm(click, textsIn(locale)), textsIn(locale)),
		askCode: async (proposal, locale) => {
			if (!fitsForm(proposal)) return false;
			await open(codeForm(click, proposal, textsIn(locale)), textsIn(locale));
			return true;
		},
	};
}
