// A progress bar on a terminal; elsewhere a line every tenth of the way.

const MB = 1e6;

export interface Progress {
	/** `done` in bytes, counted from the beginning of the file. */
	to(done: number): void;
	end(): void;
}

export function progressOf(total: number, already: number): Progress {
	// It is there before a bar could be read.
	if (total - already < 5 * MB) return { to: () => {}, end: () => {} };
	const began = performance.now();
	const { isTTY, columns = 80 } = process.stderr;
	let last = 0;
	let tenth = Math.floor((already / total) * 10);
	const line = (counted: number) => {
		const done = Math.min(counted, total);
		const seconds = Math.max(0.1, (performance.now() - began) / 1000);
		const part = done / total;
		const bar = "#".repeat(Math.round(part * 20)).padEnd(20, ".");
		const rate = ((done - already) / MB / seconds).toFixed(1);
		return `setup: weights        [${bar}] ${Math.round(done / MB)} of ${Math.round(total / MB)} MB, ${rate} MB/s`;
	};
	return {
		to(done) {
			const now = performance.now();
			if (isTTY && now - last > 200) {
				last = now;
				process.stderr.write(`\r${line(done).slice(0, columns - 1)}\x1b[K`);
			}
			const reached = Math.floor((done / total) * 10);
			if (!isTTY && reached > tenth) {
				tenth = reached;
				process.stderr.write(`${line(done)}\n`);
			}
		},
		end() {
			if (isTTY) process.stderr.write("\r\x1b[K");
		},
	};
}
