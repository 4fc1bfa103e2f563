// Forms as Slack's modals: behind buttons, and behind the shortcut on a message.

import type { types } from "@slack/bolt";
import type { z } from "zod";
import type { Proposal } from "../../core/domain.ts";
import type { Texts } from "../../core/locales.ts";
import type { Click } from "../../core/ports.ts";
import { isWordsChoice, REASON_CHARS } from "../posts/buttons.ts";
import { section } from "./blocks.ts";
import type { Chosen, formMemory } from "./events.ts";
import { escaped } from "./markup.ts";

/** Asks for words, e.g. why code was rejected; `text` to begin with, if the field takes it. */
export function wordsForm(
	{ token, thread, ref, choice }: Click,
	{ forms, buttons }: Texts,
	text = "",
): types.ModalView {
	const asks = isWordsChoice(choice) ? choice : "reject";
	const memory: z.input<typeof formMemory> = { token, thread, ref, choice: asks };
	const { title, label, hint, example, submit } = forms[asks];
	return {
		type: "modal",
		callback_id: "reason",
		private_metadata: JSON.stringify(memory),
		title: { type: "plain_text", text: title },
		submit: { type: "plain_text", text: submit },
		close: { type: "plain_text", text: buttons.cancel },
		blocks: [
			{
				type: "input",
				block_id: "reason",
				optional: asks !== "reword",
				label: { type: "plain_text", text: label },
				hint: { type: "plain_text", text: hint },
				element: {
					type: "plain_text_input",
					action_id: "reason",
					multiline: true,
					max_length: REASON_CHARS,
					placeholder: { type: "plain_text", text: example },
					...(text === "" || text.length > REASON_CHARS ? {} : { initial_value: text }),
				},
			},
		],
	};
}

/** Characters that Slack's text field takes. */
const FIELD_CHARS = 3000;

/** Whether the code fits, with room for additions. */
export function fitsForm({ source }: Proposal): boolean {
	return source.length <= FIELD_CHARS - 200;
}

/** Shows the code for editing; only if it fits (`fitsForm`). */
export function codeForm(
	{ token, thread, ref }: Click,
	{ source }: Proposal,
	{ forms: { code }, buttons }: Texts,
): types.ModalView {
	const memory: z.input<typeof formMemory> = { token, thread, ref };
	return {
		type: "modal",
		callback_id: "code",
		private_metadata: JSON.stringify(memory),
		title: { type: "plain_text", text: code.title },
		submit: { type: "plain_text", text: buttons.post },
		close: { type: "plain_text", text: buttons.cancel },
		blocks: [
			{
				type: "input",
				block_id: "code",
				label: { type: "plain_text", text: code.label },
				hint: { type: "plain_text", text: code.hint },
				element: {
					type: "plain_text_input",
					action_id: "code",
					multiline: true,
					max_length: FIELD_CHARS,
					initial_value: source,
				},
			},
		],
	};
}

/** Asks what is to be found out from the files of a message. */
export function analyseForm(chosen: Chosen, { forms: { analyse }, buttons }: Texts): types.ModalView {
	return {
		type: "modal",
		callback_id: "analyse",
		private_metadata: JSON.stringify(chosen),
		title: { type: "plain_text", text: analyse.title },
		submit: { type: "plain_text", text: analyse.submit },
		close: { type: "plain_text", text: buttons.cancel },
		blocks: [
			{
				type: "input",
				block_id: "question",
				label: { type: "plain_text", text: analyse.label },
				hint: { type: "plain_text", text: analyse.hint },
				element: {
					type: "plain_text_input",
					action_id: "question",
					multiline: true,
					max_length: FIELD_CHARS,
					placeholder: { type: "plain_text", text: analyse.example },
				},
			},
		],
	};
}

/** In place of a form that there is no use for. */
export function noticeForm(sentence: string, { forms: { analyse }, buttons }: Texts): types.ModalView {
	return {
		type: "modal",
		callback_id: "notice",
		title: { type: "plain_text", text: analyse.title },
		close: { type: "plain_text", text: buttons.cancel },
		blocks: [section(escaped(sentence))],
	};
}
