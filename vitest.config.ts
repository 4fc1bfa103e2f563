import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The contract takes minutes on each platform: begun first, so that in the end nothing waits for it alone. */
class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const isLong = ({ moduleId }: TestSpecification) => moduleId.includes("contract.test.");
		const sorted = await super.sort(files);
		return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
	}
}

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		// `npm run test:live` starts the CPU model and names it here.
		exclude: [
			...(process.env.MODEL_BASE_URL === undefined ? ["test/live/**"] : []),
			// `npm run test:vllm` installs vLLM and says where.
			...(process.env.THREADLOOP_VLLM === undefined ? ["test/vllm/**"] : []),
			// `npm run test:cluster` builds a Kubernetes first.
			...(process.env.THREADLOOP_CLUSTER === undefined ? ["test/cluster/**"] : []),
			// `npm run test:abuse` plays what takes long, too.
			...(process.env.THREADLOOP_ABUSE === undefined ? ["test/**/*.slow.test.ts"] : []),
		],
		testTimeout: 60_000,
		hookTimeout: 120_000,
		// Two cores: more files at once only slows the containers down.
		maxWorkers: 2,
		sequence: { sequencer: LongestFirst },
	},
});
