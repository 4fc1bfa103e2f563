// Schema of a Run that is remembered for rerun, export and report, as zod.

import { z } from "zod";
import { language } from "./approval.ts";
import { person } from "./person.ts";
import { record } from "./stored.ts";
import { speaker } from "./turn.ts";

export const ran = record({
	id: z.string(),
	turn: z.string(),
	request: z.string(),
	requester: person,
	language,
	source: z.string(),
	sha256: z.string(),
	generation: z.string(),
	at: z.number(),
	uploads: z.array(z.string()).readonly(),
	speakers: z.array(speaker).readonly().default([]),
	approved: record({ at: z.number(), by: person.exactOptional(), inAdvance: z.literal(true).exactOptional() })
		.readonly()
		.exactOptional(),
	answer: z.string().exactOptional(),
	/** Kept by a version that knew nobody else who gave a part. */
	editor: person.exactOptional(),
})
	.transform(({ editor, speakers, ...one }) => ({
		...one,
		speakers: editor === undefined ? speakers : [...speakers, { by: editor, key: "", gave: "edit" } as const],
	}))
	.readonly();
