// Forms behind two buttons, as Slack's modals.

import type { types } from "@slack/bolt";
import type { z } from "zod";
import type { Proposal } from "../../core/domain.ts";
import type { Click } from "../../core/ports.ts";
import { CODE_FORM, REASON_FORM } from "../posts/forms.ts";
import type { formMemory } from "./events.ts";

/** Asks why code was rejected. */
export function reasonForm({ token, thread, ref }: Click): types.ModalView {
	const memory: z.infer<typeof formMemory> = { token, thread, ref };
	return {
		type: "modal",
		callback_id: "reason",
		private_metadata: JSON.stringify(memory),
		title: { type: "plain_text", text: REASON_FORM.title },
		submit: { type: "plain_text", text: "Reject" },
		close: { type: "plain_text", text: "Cancel" },
		blocks: [
			{
				type: "input",
				block_id: "reason",
				optional: true,
				label: { type: "plain_text", text: REASON_FORM.label },
				hint: { type: "plain_text", text: REASON_FORM.hint },
				element: {
					type: "plain_text_input",
					action_id: "reason",
					multiline: true,
					max_length: REASON_FORM.maxChars,
					placeholder: { type: "plain_text", text: REASON_FORM.example },
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
export function codeForm({ token, thread, ref }: Click, { source }: Proposal): types.ModalView {
	const memory: z.infer<typeof formMemory> = { token, thread, ref };
	return {
		type: "modal",
		callback_id: "code",
		private_metadata: JSON.stringify(memory),
		title: { type: "plain_text", text: CODE_FORM.title },
		submit: { type: "plain_text", text: "Post for approval" },
		close: { type: "plain_text", text: "Cancel" },
		blocks: [
			{
				type: "input",
				block_id: "code",
				label: { type: "plain_text", text: CODE_FORM.label },
				hint: { type: "plain_text", text: CODE_FORM.hint },
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
