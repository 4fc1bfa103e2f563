// Text files that a plain `pd.read_csv` reads wrongly: the call on their card reads them rightly, and the pre-check makes it of a plain one.

import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { FileProfile } from "../../../src/core/domain.ts";
import { profileText } from "../../../src/core/model/file-profile.ts";
import { precheck } from "../../../src/python/precheck.ts";
import { openLab } from "../abuse/lab.ts";

const lab = openLab();
const thread = "slack:T:C:reading";
const signal = new AbortController().signal;

async function put(name: string, content: string | Uint8Array): Promise<{ as: string; card: FileProfile }> {
	const bytes = Buffer.from(content);
	await lab.sandbox.open(thread, signal);
	const file = { id: randomUUID(), name: `${randomUUID().slice(0, 8)}-${name}`, size: bytes.length, source: "" };
	const as = await lab.sandbox.put(thread, file, ReadableStream.from([bytes]), signal);
	return { as, card: await lab.sandbox.profile(thread, as, signal) };
}

interface Case {
	readonly with: string;
	readonly name?: string;
	readonly content: string | Uint8Array;
	/** What the call on the card is told. */
	readonly told: string;
	/** What is printed, and comes out with the card's call and with the mended one. */
	readonly print: string;
	readonly right: string;
	/** The pre-check leaves a plain call as it is. */
	readonly unmended?: true;
}

const rows = (count: number, row: (at: number) => string) => Array.from({ length: count }, (_, at) => row(at)).join("");
const japanese = Buffer.from(
	"8e7893583b956996da3b8be08a7a0a8fe396ec3b82cc82e895d9939687403b320a956990ec3b8341834383588352815b8371815b3b330a8fe396ec3b8df882a882c982ac82e881603b350a",
	"hex",
);

const CASES: readonly Case[] = [
	// A line for Excel.
	{
		with: "a line for Excel above words",
		content: "sep=|\nplant|bed|colour\nrose|A|red\nlily|B|white\niris|A|blue\n",
		told: 'sep="|", skiprows=1',
		print: "df['bed'].value_counts()['A']",
		right: "2",
	},
	{
		with: "that line in capitals, in quotes, behind a mark",
		content: '\ufeff"SEP=;"\r\nplant;bed\r\nrose;4\r\nlily;7\r\n',
		told: 'sep=";", skiprows=1',
		print: "df['bed'].sum()",
		right: "11",
	},
	{
		with: "that line naming a delimiter that is no usual one",
		content: "sep=^\nplant^bed^note\nrose^4^a, b\nlily^7^c\n",
		told: 'sep="^", skiprows=1',
		print: "df['bed'].sum(), df['note'][0]",
		right: "11 a, b",
	},
	{
		with: "that line in utf-16, with tabs",
		content: Buffer.from("\ufeffsep=\t\nplant\tbed\nrose\t4\nlily\t7\n", "utf16le"),
		told: 'sep="\\t", encoding="utf-16", skiprows=1',
		print: "df['bed'].sum()",
		right: "11",
	},
	// Rows that are longer than the header.
	{
		with: "an extra delimiter in the first row",
		content: `well,day,flow\nW1,3,20,\n${rows(7, (at) => `W${at + 2},${at},${at + 1}\n`)}`,
		told: "index_col=False",
		print: "df['flow'].sum(), df['well'][0]",
		right: "48 W1",
	},
	{
		with: "two extra delimiters in the first row",
		content: "well,flow\nW1,20,,\nW2,1\nW3,2\n",
		told: "usecols=range(2)",
		print: "df['flow'].sum()",
		right: "23",
	},
	{
		with: "an extra delimiter at the end of every row",
		content: `well;flow\n${rows(5, (at) => `W${at};${at}.5;\n`)}`,
		told: 'sep=";", index_col=False',
		print: "df['flow'].sum()",
		right: "12.5",
	},
	{
		with: "extra delimiters in some rows",
		content: "well,flow\nW1,20\nW2,1,\nW3,2,,,\nW4,5\n",
		told: "usecols=range(2)",
		print: "df['flow'].sum(), len(df)",
		right: "28 4",
	},
	{
		with: "a row that is really too long",
		content: "well,flow\nW1,20\nW2,1,7\nW3,2\n",
		told: 'on_bad_lines="skip"',
		print: "df['flow'].sum()",
		right: "22",
		unmended: true,
	},
	// Quotes that are inches.
	{
		with: "inches between tabs",
		name: "i.tsv",
		content: 'nr\twhat\tpieces\n1\tpipe 5"\t3\n2\t"Wide" flange\t4\n3\t"L piece\t5\n4\tcap\t6\n5\t1/2" plug\t7\n',
		told: 'sep="\\t", quoting=3',
		print: "df['pieces'].sum(), len(df)",
		right: "25 5",
	},
	{
		with: "inches that pair up over several lines",
		name: "i.tsv",
		content: 'nr\twhat\tpieces\n1\t"Long clamp\t3\n2\those\t4\n3\tring 2"\t5\n4\tcap\t6\n5\tplug\t7\n',
		told: 'sep="\\t", quoting=3',
		print: "df['pieces'].sum(), len(df)",
		right: "25 5",
	},
	{
		with: "inches between commas",
		content: 'nr,what,pieces\n1,"T piece,3\n2,hose,4\n3,ring,5\n',
		told: "quoting=3",
		print: "df['pieces'].sum(), df['what'][0]",
		right: '12 "T piece',
	},
	{
		with: "quotes behind backslashes",
		content: 'nr,what,pieces\n1,"so-called \\"cap\\", red",3\n2,hose,4\n',
		told: 'escapechar="\\\\"',
		print: "df['pieces'].sum(), df['what'][0]",
		right: '7 so-called "cap", red',
	},
	// Words that pandas takes for empty.
	{
		with: "NA among codes",
		content:
			"port,land,area,ships\nWalvis Bay,NA,AF,3\nOslo,NO,EU,4\nVancouver,CA,NA,8\nVeracruz,MX,NA,2\nLagos,NG,AF,6\n",
		told: 'keep_default_na=False, na_values=[""]',
		print: "df.groupby('area')['ships'].sum().to_dict()",
		right: "{'AF': 9, 'EU': 4, 'NA': 10}",
	},
	{
		with: "None among kinds, beside cells that are empty",
		content: `order,discount,paid\n${rows(9, (at) => `${at},${["None", "Share", "Amount"][at % 3]},${at === 4 ? "" : at}\n`)}`,
		told: 'keep_default_na=False, na_values=[""]',
		print: "df['discount'].value_counts().to_dict(), df['paid'].sum()",
		right: "{'None': 3, 'Share': 3, 'Amount': 3} 32.0",
	},
	{
		with: "NA among codes, where n/a is an empty number",
		content: "land,ships\nNA,3\nNO,n/a\nCA,8\nMX,2\n",
		told: 'keep_default_na=False, na_values=["", "n/a"]',
		print: "df['land'].tolist(), df['ships'].sum()",
		right: "['NA', 'NO', 'CA', 'MX'] 13.0",
	},
	// Rows of units.
	{
		with: "a row of units",
		content: `day;level;rain\n;m;mm\n${rows(6, (at) => `0${at + 1}.02.2025;${at};${2 * at}\n`)}`,
		told: 'sep=";", skiprows=[1]',
		print: "df['level'].mean(), len(df)",
		right: "2.5 6",
	},
	{
		with: "a row of units in brackets below a title",
		content: `Gauge 9\nexported today\nt,level,rain\n[s],[m],[mm]\n${rows(5, (at) => `${at},${at + 1},${at * 3}\n`)}`,
		told: "skiprows=[0, 1, 3]",
		print: "df['level'].sum(), df['rain'].max()",
		right: "15 12",
	},
	{
		with: "rows of units and of forms",
		content: `id,day,level\nnumber,YYYY-MM-DD,m\n-,-,cm/10\n${rows(6, (at) => `${at},2025-02-0${at + 1},${at}.5\n`)}`,
		told: "skiprows=[1, 2]",
		print: "df['level'].sum(), len(df)",
		right: "18.0 6",
	},
	// Titles.
	{
		with: "titles of one and of several words, padded",
		content: `\ufeffHarvest,,,\nfrom,2024-01-01,,\n,,,\nday,field,kind,kilos\n${rows(6, (at) => `2024-01-0${at + 1},F${at % 2},barley,${at}\n`)}`,
		told: "skiprows=3",
		print: "df['kilos'].sum()",
		right: "15",
	},
	{
		with: "a title above two columns",
		content: "Ernte 2024\nFeld,Kilo\nNord,3\nWest,4\n",
		told: "skiprows=1",
		print: "df['Kilo'].sum()",
		right: "7",
	},
	// Encodings.
	{
		with: "Japanese of Windows between semicolons",
		content: japanese,
		told: 'sep=";", encoding="cp932"',
		print: "df.groupby('支店')['金額'].sum().max(), df['金額'].sum()",
		right: "7 10",
	},
	{
		with: "bytes that are no letters",
		content: Buffer.concat([
			Buffer.from("name,x\nZo\xff,1\n", "latin1"),
			Buffer.from(rows(30, (at) => `né${at},${at}\n`)),
		]),
		told: 'encoding_errors="replace"',
		print: "df['x'].sum()",
		right: "436",
	},
];

it.each(CASES)(
	"a file with $with is read rightly",
	async ({ name = "t.csv", content, told, print, right, unmended }) => {
		const { as, card } = await put(name, content);
		const text = profileText(as, content.length, card);
		const call = /Read it with (.*)/.exec(text)?.[1] ?? "";
		expect(call).toBe(`pd.read_csv(${JSON.stringify(as)}, ${told})`);
		const sep = name.endsWith("tsv") ? ", sep='\\t'" : "";
		const plain = `import pandas as pd\ndf = pd.read_csv('${as}'${sep})\nprint(${print})`;
		const { source, mends, faults } = precheck({
			language: "python",
			source: plain,
			files: [{ name: as, profile: card }],
			made: [],
			earlier: [],
		});
		expect([faults, mends.length]).toEqual([[], unmended ? 0 : 1]);
		const run = await lab.run(
			thread,
			`import pandas as pd\ndf = ${call}\nprint(${print})\nprint(len(df.columns) == ${card.columns?.length} and len(df) == ${card.rows})`,
		);
		expect(run.output).toBe(`${right}\nTrue\n`);
		if (!unmended) expect((await lab.run(thread, source)).output).toBe(`${right}\n`);
	},
);
