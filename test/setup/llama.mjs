// In place of the virtual environment's Python: speaks llama.cpp's HTTP as far as it is asked, at a pace by its number of threads.
// PACES in the file beside it: {"1": 40, "2": 80} tokens a second; a number of 0 never answers.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const after = (name) => process.argv[process.argv.indexOf(name) + 1];
const threads = after("--threads");
const paces = () => JSON.parse(readFileSync(`${process.argv[1]}.json`, "utf8"));
const done = { tokens: 0, seconds: 0 };

createServer(async (asked, answer) => {
	if (asked.url === "/health") return answer.end("ok");
	const keyed = asked.headers.authorization === `Bearer ${process.env.MODEL_SERVER_KEY}`;
	if (!keyed) return answer.writeHead(401).end();
	if (asked.url === "/metrics") {
		const lines = {
			tokens_predicted_total: done.tokens,
			tokens_predicted_seconds_total: done.seconds,
			n_decode_total: done.tokens,
		};
		const idle = { n_busy_slots_per_decode: 1, requests_processing: 0 };
		return answer.end(
			Object.entries({ ...lines, ...idle })
				.map(([name, value]) => `llamacpp:${name} ${value}\n`)
				.join(""),
		);
	}
	let body = "";
	for await (const chunk of asked) body += chunk;
	const pace = paces()[threads];
	if (pace === 0) return;
	const { n_predict } = JSON.parse(body);
	await new Promise((resolve) => setTimeout(resolve, (n_predict / pace) * 1000));
	done.tokens += n_predict;
	done.seconds += n_predict / pace;
	answer.end(JSON.stringify({ timings: { predicted_per_second: pace, prompt_per_second: 10 * pace } }));
}).listen(Number(after("--port")), "127.0.0.1");
console.log("threads", threads);
