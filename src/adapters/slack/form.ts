// Forms behind buttons, as Slack's modals.

import type { types } from "@slack/bolt";
import type { z } from "zod";
import type { Proposal } from "../../core/domain.ts";
import type { Texts } from "../../core/locales.ts";
import type { Click } from "../../core/ports.ts";
import { isWordsChoice, REASON_CHARS } from "../posts/buttons.ts";
import type { formMemory } from "./events.ts";

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
