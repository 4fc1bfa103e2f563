// The safety rules of a Pod: the keeper that owns a Thread's volume, and an agent that may be no other user than code.

import { type Mutant, rule } from "./mutants.ts";

const FILES = ["kubernetes/keeper.test.ts"];
const RECORDS = ["kubernetes/keeper-records.test.ts"];

export const KEEPER_MUTANTS: readonly Mutant[] = [
	...rule("image/keeper/volume.py", FILES, [
		[
			"code removes nothing of others",
			"os.chmod(self.files, 0o1777)",
			"os.chmod(self.files, 0o777)",
			"is read by code",
		],
		["no link in place of a file", "_FILE = os.O_RDONLY | os.O_NOFOLLOW |", "_FILE = os.O_RDONLY |", "that is a link"],
		[
			"no link in place of a folder",
			"_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW |",
			"_FOLDER = os.O_RDONLY | os.O_DIRECTORY |",
			"that is a link",
		],
		[
			"uploads are read-only whoever mounts the volume",
			'os.chmod(f"{self.uploads}/{name}", 0o444)',
			"pass",
			"whoever mounts",
		],
	]),
	...rule("image/keeper/volume.py", RECORDS, [
		["room for the Run that makes room", 'os.unlink(f"{self.reserve}/{left[0]}")', "raise", "takes no upload"],
	]),
	...rule("image/keeper/uploads.py", FILES, [
		["not larger than it comes", "if size > most:", "if size > 10 * most:", "that is too large"],
	]),
	...rule("image/keeper/ledger.py", RECORDS, [
		["a Run begins once", "os.O_CREAT | os.O_EXCL |", "os.O_CREAT |", "a Run begins once"],
	]),
	...rule("image/agent/rights.py", RECORDS, [
		["the agent hears nobody from inside", '.split()[1] == "0"', '.split()[1] != "x"', "the agent, which"],
		[
			"nobody looks into an agent of code's own user",
			"        _call(_libc.prctl(_SET_DUMPABLE, 0, 0, 0, 0))\n        return",
			"        return",
			"the agent, which",
		],
	]),
	...rule("image/Dockerfile", RECORDS, [
		["nobody looks into a relay", "chmod 711 /opt/agent/relay", "chmod 755 /opt/agent/relay", "the agent, which"],
	]),
];
