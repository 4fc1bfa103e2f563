// Worker thread of the analysis: other people's text may take long to read, and nobody else waits for it.

import { parentPort } from "node:worker_threads";
import type { Precheck, Prechecked } from "../core/ports.ts";
import type { Answer, Ready, Task } from "./analysis.ts";
import { fixedTexts } from "./fixed-texts.ts";
import { precheck } from "./precheck.ts";
import { examine } from "./risk.ts";
import { summarise } from "./summary.ts";

function answerTo({ id, question }: Task): Answer {
	switch (question.kind) {
		case "examine":
			return { id, kind: "examined", risks: examine(question.program) };
		case "precheck":
			return { id, kind: "prechecked", prechecked: prechecked(question.program) };
		case "summarise":
			return { id, kind: "summarised", does: summarise(question.program) };
	}
}

parentPort?.on("message", (task: Task) => parentPort?.postMessage(answerTo(task)));

function prechecked(program: Parameters<Precheck>[0]): Prechecked {
	const fixed = program.language === "python" ? fixedTexts(program.source, program.request ?? "") : [];
	return { ...precheck(program), ...(fixed.length === 0 ? {} : { fixed }) };
}

const ready: Ready = { kind: "ready" };
parentPort?.postMessage(ready);
