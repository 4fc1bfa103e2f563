// Discord's documented limits, which the look-alike does not check: what is wrong with one request, as sentences.

import { z } from "zod";
import type { Asked } from "../e2e/discord-proxy.ts";

const component = z.looseObject({
	type: z.number(),
	label: z.string().optional(),
	custom_id: z.string().optional(),
	value: z.string().optional(),
	max_length: z.number().optional(),
	placeholder: z.string().optional(),
});
const row = z.looseObject({ components: z.array(component).optional() });
const spoken = z.looseObject({
	content: z.string().nullish(),
	title: z.string().optional(),
	custom_id: z.string().optional(),
	nonce: z.union([z.string(), z.number()]).optional(),
	enforce_nonce: z.boolean().optional(),
	allowed_mentions: z.looseObject({ parse: z.array(z.string()).optional() }).optional(),
	components: z.array(row).optional(),
	flags: z.number().optional(),
	embeds: z.array(z.looseObject({ description: z.string().optional() })).optional(),
});
const NO_PREVIEW = 4;

const LARGEST_FILE = 10 * 1024 * 1024;
const LARGEST_REQUEST = 25 * 1024 * 1024;

/** Everything that Discord would refuse, or read as a ping, in this request. */
export function problemsOf({ method, path, json, files }: Asked): readonly string[] {
	const found: string[] = [];
	const where = `${method} ${path.replaceAll(/\d{5,}/g, "ID")}`;
	const most = (what: string, size: number, limit: number) => {
		if (size > limit) found.push(`${where}: ${what} is ${size}, the limit is ${limit}`);
	};
	const isThread = /\/threads$/.test(path);
	if (isThread) {
		const name = String(json.name ?? "");
		most("the thread's name", name.length, 100);
		if (name === "") found.push(`${where}: the thread has no name`);
	}
	const isPost = method === "POST" && /^\/channels\/\d+\/messages$/.test(path);
	const isEdit = method === "PATCH" && /\/messages\/(\d+|@original)$/.test(path);
	const isReply = method === "POST" && /\/(callback|webhooks\/\d+\/[\w-]+)(\?.*)?$/.test(path);
	if (!isPost && !isEdit && !isReply) return found;
	const body = spoken.parse(isReply && typeof json.data === "object" ? (json.data ?? {}) : json);
	most("content", body.content?.length ?? 0, 2000);
	const embeds = body.embeds ?? [];
	const described = embeds.map(({ description = "" }) => description.length);
	most("embeds", embeds.length, 10);
	for (const size of described) most("an embed's description", size, 4096);
	most(
		"text of all embeds",
		described.reduce((sum, size) => sum + size, 0),
		6000,
	);
	if (embeds.length > 0 && ((body.flags ?? 0) & NO_PREVIEW) !== 0) found.push(`${where}: its embed is hidden`);
	if (!isReply && ((body.flags ?? 0) & NO_PREVIEW) === 0) {
		const read = (body.content ?? "").replace(/```[\s\S]*?```|`[^`\n]*`|<[^<>\n]*>/g, "");
		if (/https?:\/\//i.test(read)) found.push(`${where}: an address gets a preview`);
	}
	const isForm = body.title !== undefined;
	if (typeof body.content === "string" && body.content !== "" && body.allowed_mentions?.parse?.length !== 0)
		found.push(`${where}: it could ping (no allowed_mentions with an empty parse)`);
	if (isPost) {
		if (body.enforce_nonce !== true) found.push(`${where}: the nonce is not enforced`);
		most("nonce", String(body.nonce ?? "").length, 25);
		if (body.nonce === undefined) found.push(`${where}: it has no nonce`);
	}
	for (const { name, size } of files) most(name, size, LARGEST_FILE);
	most(
		"all files",
		files.reduce((sum, { size }) => sum + size, 0),
		LARGEST_REQUEST,
	);
	most("attachments", files.length, 10);
	most("rows of components", body.components?.length ?? 0, 5);
	if (isForm) most("the form's title", body.title?.length ?? 0, 45);
	most("custom_id", body.custom_id?.length ?? 0, 100);
	const ids = (body.components ?? []).flatMap(({ components = [] }) => components.map(({ custom_id }) => custom_id));
	if (new Set(ids).size < ids.length) found.push(`${where}: two components have one custom_id`);
	for (const { components = [] } of body.components ?? []) {
		most("components in a row", components.length, 5);
		for (const { label = "", custom_id = "", value = "", max_length = 0, placeholder = "" } of components) {
			most("a label", label.length, isForm ? 45 : 80);
			most("a component's custom_id", custom_id.length, 100);
			most("the form's text", value.length, 4000);
			most("max_length", max_length, 4000);
			most("placeholder", placeholder.length, 100);
		}
	}
	return found;
}
