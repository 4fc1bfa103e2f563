// The page that `npm run bench:gpu` writes.

import { percentile } from "../chat/report.ts";
import type { Call, Measured, Step } from "./threads.ts";

/** What a project of this kind is told to expect of one GPU with vLLM, in all threads together: the goal that it was planned with. */
const EXPECTED = { tokens: 220, first: 0.6 } as const;

export interface Page {
	readonly model: string;
	readonly machine: string;
	readonly measured: readonly Measured[];
}

export function gpuReport({ model, machine, measured }: Page): string {
	const rows = measured.map((one) => {
		const { threads, calls, seconds, failed } = one;
		const written = calls.reduce((sum, call) => sum + call.written, 0);
		const first = (step: Step, share: number) =>
			seconds3(
				percentile(
					of(calls, step).map(({ firstMs }) => firstMs),
					share,
				),
			);
		const fixes = of(calls, "fix");
		const cached =
			fixes.reduce((sum, call) => sum + call.cached, 0) / fixes.reduce((sum, call) => sum + call.prompt, 0);
		const alone = percentile(calls.map(speedOf).filter(Number.isFinite), 0.5);
		return `| ${threads} | ${(written / seconds).toFixed(0)} | ${alone.toFixed(0)} | ${first("code", 0.5)} | ${first("fix", 0.5)} / ${first("fix", 0.95)} | ${(cached * 100).toFixed(0)} % | ${failed} |`;
	});
	return `# The model server under threads, measured

\`npm run bench:gpu\` writes this page. Each thread asks for a program, sends two failures back, and asks for words about the output, at the sizes of
the loop's own prompts; all threads begin at once, and a thread's next request goes on from its last, byte for byte. ${model}. ${machine}.

| threads | tokens/s, all together | tokens/s of a stream | first text of a first program, s | first text of a fix, s (p50 / p95) | cached on fixes | failed |
| ------: | ---------------------: | -------------------: | -------------------------------: | ---------------------------------: | --------------: | -----: |
${rows.join("\n")}

Planned with: ${EXPECTED.tokens} tokens/s in all threads together, and the first text of a reply after ${EXPECTED.first} s.
`;
}

function of(calls: readonly Call[], step: Step): readonly Call[] {
	return calls.filter((call) => call.step === step);
}

/** Tokens a second once it writes; NaN for a reply that came as one piece. */
function speedOf({ written, ms, firstMs }: Call): number {
	return ms - firstMs < 1 ? Number.NaN : ((written - 1) * 1000) / (ms - firstMs);
}

function seconds3(ms: number): string {
	return (ms / 1000).toFixed(2);
}
