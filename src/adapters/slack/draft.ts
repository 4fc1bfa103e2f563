// Draft of one message, as the view hands it to posting.

import type { Post } from "../posts/turn-view.ts";
import type { Block } from "./blocks.ts";

/** Its text is what notifications show; for files the comment above them. */
export interface Draft extends Post {
	/** Empty for files. */
	readonly blocks: readonly Block[];
	/** The same in blocks that every workspace takes. */
	readonly plain?: Draft;
}
