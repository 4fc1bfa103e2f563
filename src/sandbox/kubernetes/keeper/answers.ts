// Answers of the keeper, and of its helper beside the code, parsed before anything is believed of them.

import { z } from "zod";

const digits = z
	.string()
	.regex(/^\d{1,30}$/)
	.transform(BigInt);

/** Path, kind, bytes, the times of the last change of content and of anything (ns since 1970), inode. */
const rowSchema = z.tuple([
	z.string().min(1).max(20_000),
	z.enum(["file", "link", "other"]),
	digits,
	digits,
	digits,
	digits,
]);

const messageSchema = z.discriminatedUnion("t", [
	z.looseObject({ t: z.literal("ok") }),
	z.object({ t: z.literal("no"), why: z.string().max(40), text: z.string().max(1000).default("") }),
	z.object({ t: z.literal("go") }),
	z.object({ t: z.literal("ack") }),
	z.object({ t: z.literal("halt") }),
	z.object({ t: z.literal("busy") }),
	z.object({ t: z.literal("b"), b: z.base64() }),
	z.object({ t: z.literal("rows"), rows: z.array(rowSchema).max(50_000) }),
]);

export type Message = z.infer<typeof messageSchema>;
export type Row = z.infer<typeof rowSchema>;

/** undefined if an honest keeper would not send such a line. */
export function parseMessage(line: string): Message | undefined {
	try {
		return messageSchema.safeParse(JSON.parse(line)).data;
	} catch {
		return undefined;
	}
}

const size = z.number().int().min(0);
const scan = z.object({
	complete: z.boolean(),
	locked: z.array(z.string().max(20_000)).max(200),
	/** Of all that was found, the same as long as nothing changes; "" where that cannot be known. */
	digest: z
		.string()
		.regex(/^([0-9a-f]{64})?$/)
		.default(""),
});
const begin = z.object({ known: z.boolean(), since: digits, at: size });

export const answers = {
	none: z.object({}),
	volume: z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) }),
	name: z.object({ name: z.string().min(1).max(300) }),
	found: z.object({ name: z.string().min(1).max(300).nullable() }),
	digest: z.object({
		sha256: z
			.string()
			.regex(/^[0-9a-f]{64}$/)
			.nullable(),
	}),
	inodes: z.object({ inodes: z.array(digits) }),
	scan,
	size: z.object({ size }),
	taken: z.object({ size, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
	begin,
	enter: begin.extend({ ended: z.boolean(), ...scan.shape }),
	settled: scan.extend({ same: z.boolean() }),
	begun: z.object({ begun: z.boolean() }),
} as const;
