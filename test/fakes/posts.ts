// Posts in memory, for an adapter without a Redis.

import type { Post, Posts } from "../../src/core/ports.ts";

export function memoryPosts(): Posts & { readonly all: Map<string, Post> } {
	const all = new Map<string, Post>();
	const edits: number[] = [];
	return {
		all,
		reserve: async (turn, slot) => {
			const key = `${turn} ${slot}`;
			const known = all.get(key);
			if (known !== undefined) return { post: known, known: true };
			const post = { mark: `tl-${key.replaceAll(" ", "-")}` };
			all.set(key, post);
			return { post, known: false };
		},
		find: async (turn, slot) => all.get(`${turn} ${slot}`),
		note: async (turn, slot, post) => {
			all.set(`${turn} ${slot}`, post);
		},
		edited: async (at) => {
			edits.push(at);
		},
		edits: async (since) => edits.filter((at) => at >= since),
	};
}
