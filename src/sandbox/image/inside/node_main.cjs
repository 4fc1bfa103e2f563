// Persistent Node.js: global variables stay from cell to cell, and the end of each cell is reported on a descriptor of its own.
"use strict";
const fs = require("node:fs");
const { createRequire } = require("node:module");
const { createInterface } = require("node:readline");
const { inspect } = require("node:util");
const vm = require("node:vm");

/** Opened again, so that no process that a cell starts inherits it. */
function own(fd, flags) {
	const opened = fs.openSync(`/proc/self/fd/${fd}`, flags);
	fs.closeSync(fd);
	return opened;
}

const orders = own(198, "r");
const ends = own(199, "w");
let interrupt = () => {};

globalThis.require = createRequire("/workspace/code");

function complain(error) {
	const text = error instanceof Error ? error.stack : `Uncaught ${inspect(error)}`;
	const lines = text.split("\n").filter((line) => !/\bat .*(node:|node_main\.cjs)/.test(line));
	fs.writeSync(2, `${lines.join("\n")}\n`);
}

async function run(path) {
	const script = new vm.Script(fs.readFileSync(path, "utf8"), {
		filename: "code",
		importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
	});
	const interrupted = new Promise((_resolve, reject) => {
		interrupt = () => reject(new Error("interrupted"));
	});
	const value = await Promise.race([
		script.runInThisContext({ breakOnSigint: true, displayErrors: false }),
		interrupted,
	]);
	if (value !== undefined) console.log(value);
}

process.on("SIGINT", () => interrupt());
process.on("uncaughtException", complain);

createInterface({ input: fs.createReadStream("", { fd: orders }) }).on("line", async (line) => {
	const [end, path] = line.split(" ");
	const code = await run(path).then(
		() => 0,
		(error) => {
			complain(error);
			return 1;
		},
	);
	interrupt = () => {};
	fs.writeSync(ends, `${end} ${code}\n`);
});
