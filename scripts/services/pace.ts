// How long a question takes on the CPU model here, in words for people: from what was measured, never from what a better machine would do.

import type { Speed } from "./threads.ts";

export interface Pace {
	readonly en: string;
	readonly zh: string;
}

/** Tokens that a request with one file adds, about; and those of a first program, the middle one in `bench/results/`. */
const READ = 300;
const WRITTEN = 120;

export function paceOf({ writes, reads }: Speed): Pace {
	const seconds = READ / reads + WRITTEN / writes;
	const [en, zh] = rounded(seconds);
	const speed = writes < 10 ? writes.toFixed(1) : String(Math.round(writes));
	return {
		en: `The model is a small one on this machine's CPU. Measured here it writes ${speed} tokens a second, so the code for a question takes about ${en}.`,
		zh: `模型是在这台机器的 CPU 上运行的小模型。实测每秒约生成 ${speed} 个 token，所以一个问题的代码大约需要 ${zh}。`,
	};
}

function rounded(seconds: number): readonly [string, string] {
	if (seconds < 55) {
		const near = Math.max(5, Math.round(seconds / 5) * 5);
		return [`${near} seconds`, `${near} 秒`];
	}
	const minutes = seconds < 300 ? Math.round(seconds / 30) / 2 : Math.round(seconds / 60);
	return [`${minutes} ${minutes === 1 ? "minute" : "minutes"}`, `${minutes} 分钟`];
}
