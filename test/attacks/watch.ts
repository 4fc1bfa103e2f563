// How long this thread stood still: by its own processor time, so that what runs beside the tests does not count.

export interface Watch {
	/** Milliseconds of the longest stretch of work since it was asked last. */
	longest(): number;
	stop(): void;
}

/** Looks at every turn of the event loop. */
export function watchLoop(): Watch {
	const spent = () => {
		const { user, system } = process.threadCpuUsage();
		return (user + system) / 1000;
	};
	let [at, worked, longest] = [performance.now(), spent(), 0];
	const look = () => {
		const [now, by] = [performance.now(), spent()];
		longest = Math.max(longest, Math.min(now - at, by - worked));
		[at, worked] = [now, by];
	};
	const timer = setInterval(look, 2);
	return {
		longest: () => {
			look();
			const found = longest;
			longest = 0;
			return found;
		},
		stop: () => clearInterval(timer),
	};
}
