// Worker thread of the analysis: other people's text may take long to read, and nobody else waits for it.

import { parentPort } from "node:worker_threads";
import type { Answer, Ready, Task } from "./analysis.ts";
import { precheck } from "./precheck.ts";
import { examine } from "./risk.ts";

parentPort?.on("message", ({ id, question }: Task) => {
	const answer: Answer =
		question.kind === "examine"
			? { id, kind: "examined", risks: examine(question.program) }
			: { id, kind: "prechecked", prechecked: precheck(question.program) };
	parentPort?.postMessage(answer);
});

const ready: Ready = { kind: "ready" };
parentPort?.postMessage(ready);
