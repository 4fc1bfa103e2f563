// Home tab of the app: what waits for the person who looks at it, drawn again while they may be looking.

import type { types } from "@slack/bolt";
import { textsIn } from "../../core/locales.ts";
import type { FrontDoor, Listing, Log, Posts } from "../../core/ports.ts";
import { type Lists, listGroups, noteListed } from "../posts/lists.ts";
import type { Api } from "./api.ts";
import { context, section } from "./blocks.ts";
import { HOME } from "./events.ts";
import { listBlocks } from "./listing.ts";
import { plain } from "./markup.ts";

/** Slack does not say when somebody leaves the tab. */
const LOOKING_MS = 60 * 60_000;
const BLOCKS = 100;

export interface Home {
	/** Draws it; `notice` stands above everything. Never rejects: where Slack refuses it, the direct messages remain. */
	open(person: string, notice?: string): Promise<void>;
}

export interface HomeOptions {
	readonly api: Api;
	readonly door: FrontDoor;
	readonly posts: Posts;
	readonly lists: Lists;
	readonly log: Log;
}

export function openHome({ api, door, posts, lists, log }: HomeOptions): Home {
	const open = async (person: string, notice: string | undefined) => {
		const { team } = await api.self();
		let above = notice;
		await lists.open({
			person,
			kind: "list",
			forMs: LOOKING_MS,
			ask: () => door.waiting({ thread: `slack:${team}::`, person }),
			draw: async (listing) => {
				const groups = listGroups(listing, person);
				await noteListed(posts, groups, { person, ref: HOME });
				const view = homeView(listing, person, above);
				above = undefined;
				await api.call("views.publish", () => api.client.views.publish({ user_id: person, view }));
				return "kept";
			},
		});
	};
	return {
		open: (person, notice) =>
			open(person, notice).catch((error: unknown) => log("info", "home_not_drawn", { error: String(error) })),
	};
}

/** Within Slack's limits for a view. */
export function homeView(listing: Listing, person: string, notice?: string): types.HomeView {
	const blocks = [
		...(notice === undefined ? [] : [section(`⚠️ ${plain(notice, 600)}`)]),
		...listBlocks(listing, listGroups(listing, person)),
		context(plain(textsIn(listing.locale).waiting.upToDate)),
	];
	return { type: "home", blocks: blocks.slice(0, BLOCKS) };
}
