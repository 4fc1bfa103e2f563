// Encodings of text files: each is told by the letters that result, and not as certain where two are close.

import { expect, it } from "vitest";
import { openLab } from "../abuse/lab.ts";
import { FOREIGN, SPARSE } from "./foreign-words.ts";

const lab = openLab();
const thread = "slack:T:C:encodings";

interface Tried {
	readonly of: string;
	readonly encoding: string;
	readonly rows: number;
	readonly found: string;
	readonly other: string;
	readonly same: boolean;
	readonly sameAsOther: boolean;
}

const TRY = `
import json, random, sys
sys.path.append("/opt/agent/profile")
from encoding import looks_like
tried = []
for of, names, words, encodings in FILES:
    for encoding in encodings:
        for rows in (5, 12, 40):
            pick = random.Random(f"{of} {encoding} {rows}")
            lines = [names]
            for at in range(rows):
                cells = [str(at + 1), *(pick.choice(words) for _ in range(names.count(",") - 1)), f"{pick.uniform(1, 900):.2f}"]
                lines.append(",".join(cells[-names.count(",") - 1 :]))
            text = "\\r\\n".join(lines).encode(encoding, "ignore").decode(encoding)
            data = text.encode(encoding)
            found, other = looks_like(data)
            same = [data.decode(name, "replace") == text for name in (found, other or "utf-8")]
            tried.append(dict(of=of, encoding=encoding, rows=rows, found=found, other=other, same=same[0], sameAsOther=bool(other) and same[1]))
print(json.dumps(tried))`;

it("small tables in 22 languages and 29 encodings are read in the right letters, and a guess is never told as certain", async () => {
	const files = FOREIGN.map(({ of, names, words, encodings }) => [of, names, words.split("|"), encodings]);
	const { output } = await lab.run(thread, `FILES = ${JSON.stringify(files)}\n${TRY}`);
	const tried: readonly Tried[] = JSON.parse(output);
	expect(tried.length).toBeGreaterThan(100);
	expect(tried.filter(({ same, other }) => !same && other === "")).toEqual([]);
	expect(tried.filter(({ same, sameAsOther }) => !same && !sameAsOther)).toEqual([]);
	expect(tried.filter(({ same }) => !same).length).toBeLessThanOrEqual(3);
	expect(tried.filter(({ other }) => other !== "").length).toBeLessThan(0.1 * tried.length);
});

it("a file with hardly a foreign letter is read in the right ones", async () => {
	const { output } = await lab.run(
		thread,
		`import json, sys
sys.path.append("/opt/agent/profile")
from encoding import looks_like
found = []
for encoding, text in json.loads(${JSON.stringify(JSON.stringify(SPARSE))}):
    name = looks_like(text.encode(encoding)).name
    found.append([encoding, text.encode(encoding).decode(name, "replace")])
print(json.dumps(found))`,
	);
	expect(JSON.parse(output)).toEqual(SPARSE);
});

const RARE = `
import json, random, sys
sys.path.append("/opt/agent/profile")
from encoding import looks_like
LEVELS = {"gb18030": ("gb2312", 0xB0, 0xD7), "cp932": ("euc_jp", 0xB0, 0xCF), "euc_jp": ("euc_jp", 0xB0, 0xCF), "cp949": ("euc_kr", 0xB0, 0xC8), "big5": ("big5", 0xA4, 0xC6)}
found = {}
for encoding, (charset, low, high) in LEVELS.items():
    letters = "".join(bytes([lead, trail]).decode(charset, "ignore") for lead in range(low, high + 1) for trail in range(0xA1, 0xFF))
    pick, right, told = random.Random(encoding), 0, 0
    for _ in range(50):
        text = "id,x\\n" + "".join(f"{at},{''.join(pick.choice(letters) for _ in range(3))}\\n" for at in range(5))
        name, other = looks_like(text.encode(encoding))
        same = text.encode(encoding).decode(name, "replace") == text
        right += same
        told += same or other != ""
    found[encoding] = [right, told]
print(json.dumps(found))`;

it("Chinese, Japanese and Korean of rare letters, which may be either, are hardly ever told wrongly as certain", async () => {
	const found: Record<string, [number, number]> = JSON.parse((await lab.run(thread, RARE)).output);
	expect(Object.values(found).map(([, told]) => told >= 47)).toEqual([true, true, true, true, true]);
	for (const encoding of ["gb18030", "cp932", "big5"]) expect(found[encoding]?.[0]).toBeGreaterThan(45);
});
