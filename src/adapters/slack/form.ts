// The small form that asks why code was rejected.

import type { types } from "@slack/bolt";
import type { z } from "zod";
import type { Click } from "../../core/ports.ts";
import type { formMemory } from "./events.ts";

export function reasonForm({ token, thread, ref }: Click): types.ModalView {
	const memory: z.infer<typeof formMemory> = { token, thread, ref };
	return {
		type: "modal",
		callback_id: "reason",
		private_metadata: JSON.stringify(memory),
		title: { type: "plain_text", text: "Reject this code" },
		submit: { type: "plain_text", text: "Reject" },
		close: { type: "plain_text", text: "Back" },
		blocks: [
			{
				type: "input",
				block_id: "reason",
				optional: true,
				label: { type: "plain_text", text: "What should be different?" },
				hint: { type: "plain_text", text: "The model reads this and writes a new version." },
				element: {
					type: "plain_text_input",
					action_id: "reason",
					multiline: true,
					max_length: 2000,
					placeholder: { type: "plain_text", text: "For example: keep the empty rows" },
				},
			},
		],
	};
}
