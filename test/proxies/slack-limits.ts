// Slack's documented limits, which the look-alike does not check: what is wrong with one request, as sentences.

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const length = (value: unknown): number => (typeof value === "string" ? value.length : 0);

/** Everything that Slack would refuse, cut off or read as a ping in this call. */
export function problemsOf(method: string, args: Fields): readonly string[] {
	const found: string[] = [];
	const most = (what: string, size: number, limit: number) => {
		if (size > limit) found.push(`${method}: ${what} is ${size}, the limit is ${limit}`);
	};
	const least = (what: string, text: unknown) => {
		if (length(text) === 0) found.push(`${method}: ${what} is empty`);
	};
	const spoken = ["chat.postMessage", "chat.update", "chat.postEphemeral"].includes(method);
	if (spoken) {
		// Slack takes 40,000 in a post but only 4,000 in an edit, and splits long posts: one limit for all.
		most("text", length(args.text), 4000);
		least("text", args.text);
		for (const ping of pings(args.text)) found.push(`${method}: text reads as ${ping}`);
		if (args.parse !== "none") found.push(`${method}: plain names and channels in it are read (no parse: none)`);
	}
	if (method === "chat.postMessage") {
		// What an approver is told directly stands in no thread.
		if (length(args.thread_ts) === 0 && !String(args.channel).startsWith("D"))
			found.push(`${method}: it is not in a thread`);
		for (const field of ["unfurl_links", "unfurl_media"]) {
			if (String(args[field]) !== "false") found.push(`${method}: ${field} is not off`);
		}
	}
	if (method === "files.getUploadURLExternal") {
		least("filename", args.filename);
		if (!(Number(args.length) > 0)) found.push(`${method}: the file is empty`);
	}
	if (method === "files.completeUploadExternal") {
		most("initial_comment", length(args.initial_comment), 4000);
		for (const ping of pings(args.initial_comment)) found.push(`${method}: initial_comment reads as ${ping}`);
	}
	const view = isFields(args.view) ? args.view : undefined;
	if (view !== undefined) {
		most("view", JSON.stringify(view).length, 250_000);
		most("private_metadata", length(view.private_metadata), 3000);
		most("callback_id", length(view.callback_id), 255);
		for (const part of ["title", "submit", "close"]) most(`view.${part}`, length(textOf(view[part])), 24);
	}
	const blocks = list(view?.blocks ?? args.blocks);
	most("blocks", blocks.length, view === undefined ? 50 : 100);
	most("text of all blocks", weigh(blocks), 13_000);
	const ids = blocks.flatMap((block) => (isFields(block) && block.block_id !== undefined ? [block.block_id] : []));
	if (new Set(ids).size < ids.length) found.push(`${method}: two blocks have one block_id`);
	most("tables", blocks.filter((block) => isFields(block) && block.type === "data_table").length, 1);
	for (const block of blocks) if (isFields(block)) inBlock(block, { most, least, found, method });
	return found;
}

const CHILDREN = ["actions", "context", "divider", "file", "header", "image", "rich_text", "section", "table"];

interface Check {
	readonly most: (what: string, size: number, limit: number) => void;
	readonly least: (what: string, text: unknown) => void;
	readonly found: string[];
	readonly method: string;
}

function inBlock(block: Fields, check: Check): void {
	const { most, least, found, method } = check;
	most("block_id", length(block.block_id), 255);
	const elements = list(block.elements).filter(isFields);
	const markup = (what: string, text: unknown, limit: number) => {
		most(what, length(textOf(text)), limit);
		least(what, textOf(text));
		if (isFields(text) && text.type === "mrkdwn") {
			for (const ping of pings(text.text)) found.push(`${method}: ${what} reads as ${ping}`);
			if (text.verbatim !== true) found.push(`${method}: plain names in ${what} are read (not verbatim)`);
		}
	};
	switch (block.type) {
		case "section":
			markup("section text", block.text, 3000);
			most("section fields", list(block.fields).length, 10);
			return;
		case "header":
			markup("header", block.text, 150);
			return;
		case "context":
			most("context elements", elements.length, 10);
			for (const element of elements) markup("context text", element, 3000);
			return;
		case "actions":
			most("actions elements", elements.length, 25);
			least("actions elements", elements.length === 0 ? "" : "some");
			for (const button of elements) inButton(button, check);
			if (new Set(elements.map(({ action_id }) => action_id)).size < elements.length)
				found.push(`${method}: two buttons of a block with the same action_id`);
			return;
		case "container": {
			const inside = list(block.child_blocks).filter(isFields);
			most("container title", length(textOf(block.title)), 150);
			least("container title", textOf(block.title));
			markup("container subtitle", block.subtitle, 150);
			most("blocks in a container", inside.length, 10);
			for (const child of inside) {
				if (!CHILDREN.includes(String(child.type))) found.push(`${method}: a container holds a ${String(child.type)}`);
				inBlock(child, check);
			}
			return;
		}
		case "data_table": {
			const rows = list(block.rows).map(list);
			const cells = rows.flat().filter(isFields);
			least("caption", block.caption);
			most("rows of a table", rows.length - 1, 100);
			most("columns of a table", rows[0]?.length ?? 0, 20);
			if (rows.some((row) => row.length !== rows[0]?.length)) found.push(`${method}: rows of a table differ in length`);
			most("page_size", Number(block.page_size ?? 5), 100);
			for (const cell of cells) least("a cell", cell.text);
			most("text of a table", weigh(cells), 10_000);
			return;
		}
		case "context_actions":
			most("context_actions elements", elements.length, 5);
			for (const element of elements) {
				if (element.type !== "feedback_buttons")
					found.push(`${method}: context_actions holds a ${String(element.type)}`);
				for (const half of [element.positive_button, element.negative_button].map((one) => (isFields(one) ? one : {})))
					inButton({ ...half, action_id: element.action_id }, check);
			}
			return;
		case "input": {
			most("label", length(textOf(block.label)), 2000);
			most("hint", length(textOf(block.hint)), 2000);
			const input = isFields(block.element) ? block.element : {};
			most("placeholder", length(textOf(input.placeholder)), 150);
			most("max_length", Number(input.max_length ?? 0), 3000);
			most("initial_value", length(input.initial_value), Number(input.max_length ?? 3000));
			return;
		}
		case "rich_text":
			for (const part of elements) {
				if (part.type !== "rich_text_preformatted") found.push(`${method}: rich_text holds a ${String(part.type)}`);
				for (const run of list(part.elements).filter(isFields)) {
					if (run.type !== "text") found.push(`${method}: a box holds a ${String(run.type)}`);
					least("text in a box", run.text);
				}
			}
			return;
		default:
			found.push(`${method}: a block of type ${String(block.type)}, of which no limits are known here`);
	}
}

function inButton(button: Fields, { most, least }: Check): void {
	most("button text", length(textOf(button.text)), 75);
	least("button text", textOf(button.text));
	most("button value", length(button.value), 2000);
	most("action_id", length(button.action_id), 255);
	least("action_id", button.action_id);
}

function textOf(value: unknown): unknown {
	return isFields(value) ? value.text : undefined;
}

function weigh(value: unknown): number {
	if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + weigh(one), 0);
	if (!isFields(value)) return 0;
	return Object.entries(value).reduce(
		(sum, [key, inner]) => sum + (key === "text" && typeof inner === "string" ? inner.length : weigh(inner)),
		0,
	);
}

/** What Slack would turn into something other than text: only links, and dates in the reader's time zone, are meant. */
function pings(text: unknown): readonly string[] {
	return (
		(typeof text === "string" ? text : "")
			.match(/<[^>]*>?/g)
			?.filter((found) => !/^<(https?:\/\/[^<>|]+(\|[^<>|]*)?|!date\^\d+\^[^<>]*\|[^<>]*)>$/.test(found)) ?? []
	);
}

export interface Edit {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly message: string;
}

export interface Posted {
	/** Milliseconds since 1970. */
	readonly at: number;
	readonly channel: string;
}

/** Slack takes a post a second in a channel, and bursts that it does not number: others measured 25. */
const BURST = 10;

/** What is wrong with when posts were sent: more than a burst and one a second in some channel. */
export function postProblems(posts: readonly Posted[]): readonly string[] {
	const room = new Map<string, { readonly at: number; readonly left: number }>();
	return posts.flatMap(({ at, channel }) => {
		const last = room.get(channel) ?? { at, left: BURST };
		const left = Math.min(BURST, last.left + (at - last.at) / 1000) - 1;
		room.set(channel, { at, left: Math.max(0, left) });
		return left < 0 ? [`a post in ${channel} beyond one a second`] : [];
	});
}

/** What is wrong with when edits were sent: more than 50 in some minute, or two of one message within a second. */
export function paceProblems(edits: readonly Edit[]): readonly string[] {
	return edits.flatMap((edit, index) => {
		const fifty = edits[index - 50];
		const crowd = fifty !== undefined && edit.at - fifty.at < 60_000 ? ["51 edits within a minute"] : [];
		const last = edits.slice(0, index).findLast(({ message }) => message === edit.message);
		const gap = last === undefined ? 1000 : edit.at - last.at;
		return gap < 1000 ? [...crowd, `two edits of ${edit.message} within ${gap} ms`] : crowd;
	});
}
