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
	const fits = text !== "" && text.length <= REASON_CHARS;
	return modal("reason", memory, {
		...{ title, submit, cancel: buttons.cancel, label, hint },
		block: { block_id: "reason", optional: asks !== "reword" },
		field: {
			max_length: REASON_CHARS,
			placeholder: { type: "plain_text", text: example },
			...(fits ? { initial_value: text } : {}),
		},
	});
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
	return modal("code", memory, {
		...{ title: code.title, submit: buttons.post, cancel: buttons.cancel, label: code.label, hint: code.hint },
		block: { block_id: "code" },
		field: { max_length: FIELD_CHARS, initial_value: source },
	});
}

/** Asks what is to be found out from the files of a message. */
export function analyseForm(chosen: Chosen, { forms: { analyse }, buttons }: Texts): types.ModalView {
	const { title, submit, label, hint, example } = analyse;
	return modal("analyse", chosen, {
		...{ title, submit, cancel: buttons.cancel, label, hint },
		block: { block_id: "question" },
		field: { max_length: FIELD_CHARS, placeholder: { type: "plain_text", text: example } },
	});
}

interface Asking {
	readonly title: string;
	readonly submit: string;
	readonly cancel: string;
	readonly label: string;
	readonly hint: string;
	readonly block: { readonly block_id: string; readonly optional?: boolean };
	readonly field: Pick<types.PlainTextInput, "max_length" | "placeholder" | "initial_value">;
}

/** A form with one field of text; `memory` goes through Slack and comes back with it. */
function modal(callback_id: string, memory: object, asking: Asking): types.ModalView {
	const { block, field } = asking;
	const plain = (text: string) => ({ type: "plain_text" as const, text });
	return {
		type: "modal",
		callback_id,
		private_metadata: JSON.stringify(memory),
		title: plain(asking.title),
		submit: plain(asking.submit),
		close: plain(asking.cancel),
		blocks: [
			{
				...{ type: "input", ...block, label: plain(asking.label), hint: plain(asking.hint) },
				element: { type: "plain_text_input", action_id: block.block_id, multiline: true, ...field },
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
