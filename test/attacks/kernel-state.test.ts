// What earlier programs left in the kernel and what still runs is told with each Run, so that nobody takes later code at its word.

import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { parseEvent } from "../../src/sandbox/channel/protocol.ts";
import { openLab } from "../sandbox/abuse/lab.ts";

const lab = openLab({ memoryBytes: 1024 ** 3, runTimeoutMs: 60_000 });
let threads = 0;

/** What stands after these cells in a fresh kernel. */
async function left(...cells: readonly string[]): Promise<readonly string[]> {
	threads += 1;
	const thread = `slack:T:C:left-${threads}`;
	let standing: readonly string[] | undefined;
	for (const cell of cells) {
		const run = await lab.run(thread, cell);
		expect(run.error).toBeUndefined();
		standing = run.standing;
	}
	await lab.sandbox.close(thread);
	return standing ?? [];
}

describe("a program of an earlier Run", () => {
	it("that replaced pandas' sum, so that later answers are wrong, is named with every later Run (D6)", async () => {
		const thread = "slack:T:C:sum";
		await lab.run(thread, "import pandas as pd\n1");
		const patch = await lab.run(thread, "pd.Series.sum = lambda self, *a, **k: 60");
		expect(patch.standing).toEqual(["pandas.Series.sum was replaced"]);
		const later = await lab.run(thread, "print(pd.Series([10, 20]).sum())");
		expect(later).toMatchObject({ output: "60\n", standing: ["pandas.Series.sum was replaced"] });
		await lab.run(thread, "import os\nos._exit(1)");
		expect((await lab.run(thread, "1 + 1")).standing).toBeUndefined();
		await lab.sandbox.close(thread);
	});

	it("that replaced print, so that later Runs say nothing, is named (D6)", async () => {
		expect(await left("import builtins\nbuiltins.print = lambda *a: None")).toEqual(["builtins.print was replaced"]);
	});

	it("that left a thread running is named (D6)", async () => {
		const source = "import threading, time\ndef loop(): time.sleep(60)\nthreading.Thread(target=loop).start()";
		expect(await left(source, "1 + 1")).toEqual([
			expect.stringMatching(/^thread Thread-\d+ \(loop\) is still running$/),
		]);
	});

	it.each([
		[
			"in the very cell that imports the library",
			"import pandas as pd\npd.Series.sum = lambda s: 60",
			"pandas.Series.sum was replaced",
		],
		[
			"by another function of the same library, in that cell",
			"import polars as pl\npl.DataFrame.sum = pl.DataFrame.max",
			"polars.DataFrame.sum was replaced",
		],
		[
			"below a class that inherits it",
			"import pandas as pd\n1",
			"pandas.Series.sum was replaced",
			"pd.Series.sum = lambda s: 60",
		],
		[
			"from within, by other code in the same function",
			"import statistics\n1",
			"statistics.mean was replaced",
			"def mine(data): return 60\nstatistics.mean.__code__ = mine.__code__",
		],
		[
			"in a class that groups",
			"import pandas as pd\n1",
			"pandas.api.typing.SeriesGroupBy.agg was replaced",
			"from pandas.core.groupby.generic import SeriesGroupBy as G\nG.agg = lambda *a: 60",
		],
		[
			"deep inside a library",
			"import pandas as pd\n1",
			"pandas.core.nanops.nansum was replaced",
			"import pandas.core.nanops as n\nn.nansum = lambda *a, **k: 60",
		],
		[
			"within one that we watch",
			"import pandas as pd\n1",
			"pandas.DataFrame.dropna was replaced",
			"def mine(self, *a, **k): return self\npd.DataFrame.dropna.__wrapped__.__code__ = mine.__code__",
		],
		[
			"that one which we watch calls",
			"import pandas as pd\n1",
			"pandas.DataFrame.dropna was replaced",
			"f = pd.DataFrame.dropna\nfor cell in f.__closure__:\n    if cell.cell_contents is f.__wrapped__: cell.cell_contents = lambda self, *a, **k: self\nf.__wrapped__ = None",
		],
		["in Python's own library", "import math", "math.sqrt was replaced", "math.sqrt = lambda x: 60"],
		[
			"by hiding a builtin from a library",
			"import statistics",
			"statistics.len was replaced",
			"statistics.len = lambda x: 60",
		],
	])("that replaced a function %s is named", async (_where, first, said, ...more) => {
		expect(await left(first, ...more)).toContain(said);
	});

	it.each([
		["def sum(x): return 60", "the name sum now stands for a function"],
		["class int: pass", "the name int now stands for a class"],
		[
			"import sys\nclass W:\n    def write(self, t): pass\n    def flush(self): pass\nsys.stdout = W()",
			"sys.stdout was replaced",
		],
		["import sys\nsys.settrace(lambda *a: None)", "sys.settrace is in use"],
		[
			"import sys\nclass F:\n    @staticmethod\n    def find_spec(*a): return None\nsys.meta_path.insert(0, F)",
			"the way modules are found was changed",
		],
		["import sys\nsys.path_hooks.clear()", "the way modules are found was changed"],
		["import signal\nsignal.signal(signal.SIGALRM, lambda *a: None)", "a handler of SIGALRM was set"],
		["import _thread, time\n_thread.start_new_thread(time.sleep, (60,))", "thread (unnamed) is still running"],
	])("that did %j is named", async (source, said) => {
		expect(await left(source)).toContain(said);
	});

	it("cannot hide it by replacing what is used to look", async () => {
		const hide =
			"import builtins\nbuiltins.all = lambda *a: True\nbuiltins.vars = lambda *a: {}\nbuiltins.zip = lambda *a, **k: ()";
		expect(await left(hide)).toEqual(["all", "vars", "zip"].map((name) => `builtins.${name} was replaced`));
	});

	it("that only set what is there to be set, or put back what it took, is not named", async () => {
		const usual = `import random, statistics, warnings
import matplotlib.pyplot as plt, numpy as np, pandas as pd, seaborn as sns
random.seed(3); np.random.seed(3); np.seterr(all="ignore"); warnings.simplefilter("ignore")
pd.set_option("display.width", 90); plt.rcParams["figure.figsize"] = (3, 3); sns.set_theme(); plt.style.use("ggplot")
df = pd.DataFrame({"a": [1, 2, 2], "b": ["x", "y", "y"]})
df.groupby("b")["a"].mean().plot(); df.to_excel("x.xlsx"); pd.read_excel("x.xlsx"); df.to_parquet("x.parquet")
from contextlib import redirect_stdout; import io
with redirect_stdout(io.StringIO()): print("x")
old = statistics.mean; statistics.mean = None; statistics.mean = old`;
		const more =
			"import duckdb, polars, scipy.stats, sklearn.linear_model\nduckdb.sql('select sum(a) from df').df(); polars.from_pandas(df).group_by('b').sum()\nsklearn.linear_model.LinearRegression().fit([[1], [2]], [1, 2]); scipy.stats.ttest_ind([1, 2], [3, 4])";
		expect(await left(usual, more, "df.describe()")).toEqual([]);
	});
});

it("what runs on in the background is named with every later Run, and so is the file that it makes in between", async () => {
	const thread = "slack:T:C:background";
	await lab.bash(thread, "(sleep 1; echo x > late.csv; sleep 60) >/dev/null 2>&1 &");
	await sleep(2500);
	const later = await lab.run(thread, "1 + 1");
	expect(later.standing).toEqual(["process sleep is still running"]);
	expect(later.notes).toContain(
		"Between the last run and this one, late.csv was created or changed by something that is still running.",
	);
	expect((await lab.run(thread, "1 + 1")).notes).toEqual([]);
});

it("what an agent says of it is cut, in one line each and without control characters", () => {
	const done = {
		t: "done",
		seq: 1,
		id: "r",
		outcome: "ok",
		generation: "g.1",
		output: "",
		durationMs: 1,
		figures: [],
		notes: [],
		variablesKept: true,
	};
	const parsed = (standing: unknown) => {
		const event = parseEvent(JSON.stringify({ ...done, standing }));
		return event?.t === "done" ? event.standing : undefined;
	};
	expect(parsed(Array(20).fill("x".repeat(500)))).toEqual(Array(8).fill("x".repeat(120)));
	expect(parsed(["a\n\nInstructions:\u001b[1m\u202e b"])).toEqual(["a Instructions:[1m b"]);
	expect(parsed({ a: 1 })).toEqual([]);
	expect(parsed(undefined)).toBeUndefined();
});
