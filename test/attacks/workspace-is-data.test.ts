// What lies in the workspace, or in any folder that code can write to, is data: nothing imports, runs or obeys it.

import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openLab } from "../sandbox/abuse/lab.ts";

const lab = openLab();
const signal = new AbortController().signal;
const MARK = "open('/workspace/ran.txt', 'a').write('ran')";
const RAN = "import os\nprint(os.path.exists('/workspace/ran.txt'))";
const SAID = "where files are data and are never imported; put its code into the program";

async function put(thread: string, name: string, text: string): Promise<void> {
	async function* bytes() {
		yield Buffer.from(text);
	}
	const file = { id: randomUUID(), name, size: Buffer.byteLength(text), source: "" };
	await lab.sandbox.put(thread, file, bytes(), signal);
}

describe("an uploaded file", () => {
	it.each(["numexpr.py", "bottleneck.py", "xlsxwriter.py"])(
		"that is called %s does not run when the kernel warms up, nor when pandas looks for it (D1)",
		async (name) => {
			const thread = `slack:T:C:${name}`;
			await put(thread, name, MARK);
			const cell = await lab.run(
				thread,
				`import pandas as pd\ntry: pd.DataFrame({'a': [1]}).to_excel('t.xlsx', engine='xlsxwriter')\nexcept ImportError: pass\n${RAN}`,
			);
			expect(cell.output).toBe("False\n");
			await lab.sandbox.close(thread);
		},
	);

	it("is not imported by an approved program, which is told why (D1)", async () => {
		const thread = "slack:T:C:helper";
		await put(thread, "helper.py", MARK);
		const cell = await lab.run(thread, "import helper");
		expect(cell.error).toMatchObject({ name: "ModuleNotFoundError", line: 1 });
		expect(cell.error?.cause).toBe(`helper.py lies in the workspace, ${SAID}.`);
		expect((await lab.run(thread, RAN)).output).toBe("False\n");
		await lab.sandbox.close(thread);
	});

	it("neither sets up charts nor commands the debugger", async () => {
		const thread = "slack:T:C:configured";
		await put(thread, "matplotlibrc", "figure.figsize: 1, 1\n");
		// Uploads lose a leading dot; code can make such a file.
		await lab.run(thread, `open('.pdbrc', 'w').write("!${MARK}\\n")`);
		const cell = await lab.run(
			thread,
			"import matplotlib.pyplot as plt, os, pdb, subprocess, sys\nprint(plt.rcParams['figure.figsize'])\nprint(subprocess.run([sys.executable, '-c', 'import matplotlib; print(matplotlib.rcParams[\"figure.figsize\"])'], capture_output=True, text=True).stdout)\ntry: pdb.run('1')\nexcept BaseException: pass\nprint(os.path.exists('/workspace/ran.txt'))",
		);
		expect(cell.output).toContain("[6.4, 4.8]\n[6.4, 4.8]\n");
		expect(cell.output).toMatch(/False\n$/);
		await lab.sandbox.close(thread);
	});
});

describe("a file that an earlier program wrote", () => {
	const thread = "slack:T:C:written";
	const make = `open('mine.py', 'w').write("${MARK}")`;

	it.each([
		["a path that was added", "import sys\nsys.path.insert(0, '/workspace')\nimport mine"],
		["a path that goes round", "import sys\nsys.path.insert(0, '/opt/../workspace')\nimport mine"],
		[
			"a link from another folder",
			"import os, sys\nos.symlink('/workspace', '/tmp/l')\nsys.path.insert(0, '/tmp/l')\nimport mine",
		],
		[
			"a folder as a package",
			"import os, sys\nos.makedirs('/tmp/p/pack', exist_ok=True)\nos.system('cp mine.py /tmp/p/pack/inner.py')\nsys.path.append('/tmp/p')\nimport pack.inner",
		],
		[
			"a loader of its own",
			"from importlib.machinery import SourceFileLoader as L\nL('mine', '/workspace/mine.py').load_module()",
		],
		[
			"a loader with a relative name",
			"from importlib.machinery import SourceFileLoader as L\nL('mine', 'mine.py').load_module()",
		],
		[
			"finders that were thrown out",
			"import sys\nsys.path_hooks.pop(0)\nsys.path_importer_cache.clear()\nsys.path.append('/workspace')\nimport mine",
		],
		["a run of the path", "import runpy\nrunpy.run_path('/workspace/mine.py')"],
		[
			"its compiled form",
			"import py_compile\nfrom importlib.machinery import SourcelessFileLoader as L\npy_compile.compile('mine.py', cfile='/dev/shm/mine.pyc')\nL('mine', '/dev/shm/mine.pyc').load_module()",
		],
		[
			"an archive",
			"import sys, zipfile\nzipfile.ZipFile('z.zip', 'w').write('mine.py')\nsys.path.append('/workspace/z.zip')\nimport mine",
		],
		[
			"an archive's own importer",
			"import zipfile, zipimport\nzipfile.ZipFile('z.zip', 'w').write('mine.py')\nzipimport.zipimporter('/workspace/z.zip').load_module('mine')",
		],
		[
			"a path file",
			`import site\nopen('a.pth', 'w').write("import os; ${MARK}")\nsite.addsitedir('/workspace')\nraise ImportError`,
		],
	])("is not imported by way of %s", async (_way, source) => {
		await lab.run(thread, `import os\nif os.path.exists('ran.txt'): os.remove('ran.txt')\n${make}`);
		const cell = await lab.run(thread, source);
		expect(cell.error?.name).toMatch(/ImportError|ModuleNotFoundError/);
		await lab.run(
			thread,
			"import sys\nsys.path[:] = [p for p in sys.path if p.startswith(('/usr', '/opt/venv', '/opt/agent'))]\nsys.modules.pop('mine', None)",
		);
		expect((await lab.run(thread, RAN)).output).toBe("False\n");
	});

	it("is not loaded as a compiled module or library", async () => {
		const cell = await lab.run(
			thread,
			"import _struct, shutil\nfrom importlib.machinery import ExtensionFileLoader as L\nimport numpy._core._multiarray_umath as m\nshutil.copy(m.__file__, 'evil.so')\nL('evil', '/workspace/evil.so').load_module()",
		);
		expect(cell.error?.message).toContain(SAID);
		const library = await lab.run(thread, "import ctypes\nctypes.CDLL('/workspace/evil.so')");
		expect(library.error?.message).toContain(SAID);
	});

	it.each([
		"python mine.py",
		"python -m mine",
		"python < mine.py",
		"PYTHONPATH=/workspace python -c 'import mine'",
		"cp mine.py /tmp/numexpr.py; cd /tmp; python -c 'import pandas, numexpr'",
		"python -c 'import runpy; runpy.run_path(\"mine.py\")'",
	])("is not run by %s", async (source) => {
		await lab.run(thread, `import os\nif os.path.exists('ran.txt'): os.remove('ran.txt')\n${make}`);
		expect((await lab.bash(thread, source)).outcome).toBe("failed");
		await lab.bash(thread, "cd /workspace");
		expect((await lab.run(thread, RAN)).output).toBe("False\n");
	});

	it.each([
		"bash it.sh",
		". it.sh",
		". ./it.sh",
		"source it.sh",
		"source /dev/stdin < it.sh",
		"chmod +x it.sh; ./it.sh",
		"cp it.sh /tmp; chmod +x /tmp/it.sh; /tmp/it.sh",
	])("is not run in bash by %s", async (source) => {
		await lab.bash(thread, "rm -f ran.txt; echo 'touch /workspace/ran.txt' > it.sh");
		expect((await lab.bash(thread, source)).outcome).toBe("failed");
		expect((await lab.run(thread, RAN)).output).toBe("False\n");
	});

	it("is not started as a program, whatever runs it", async () => {
		await lab.bash(thread, "rm -f ran.txt");
		const script = "printf '#!/usr/bin/perl\\nopen F, \">ran.txt\"' > it.pl; chmod +x it.pl; ./it.pl";
		expect((await lab.bash(thread, script)).output).toContain("Permission denied");
		expect((await lab.bash(thread, "cp /bin/true mine; ./mine")).output).toContain("Permission denied");
		expect((await lab.run(thread, RAN)).output).toBe("False\n");
	});

	it("says in bash why it is not run", async () => {
		expect((await lab.bash(thread, "python mine.py")).output).toContain(`mine.py lies in the workspace, ${SAID}`);
		expect((await lab.bash(thread, "source it.sh")).output).toContain(
			"it.sh lies where files are data and are never run",
		);
	});
});

it("what a program leaves behind in /tmp neither configures nor outlives the kernel after it", async () => {
	const thread = "slack:T:C:leftover";
	const writer = `mkdir -p /tmp/ipy/profile_default/startup /tmp/mpl /tmp/.config/matplotlib
while true; do
	echo "${MARK}" > /tmp/ipy/profile_default/startup/a.py
	cp /tmp/ipy/profile_default/startup/a.py /tmp/ipy/profile_default/ipython_kernel_config.py
	echo 'figure.figsize: 1, 1' | tee /tmp/mpl/matplotlibrc > /tmp/.config/matplotlib/matplotlibrc
	sleep 0.05
done`;
	await lab.bash(
		thread,
		`mkdir -p ~ 2>/dev/null; setsid bash -c '${writer.replaceAll("'", "'\\''")}' >/dev/null 2>&1 &`,
	);
	await lab.run(thread, "import os\nos._exit(1)");
	const cell = await lab.run(
		thread,
		`import glob, matplotlib\n${RAN}\nprint(matplotlib.rcParams['figure.figsize'])\nprint(sum(b'profile_default' in open(p, 'rb').read() for p in glob.glob('/proc/[0-9]*/cmdline')))`,
	);
	expect(cell.output).toBe("False\n[6.4, 4.8]\n0\n");
});
