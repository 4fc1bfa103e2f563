// Demo: a file that ships with the bot, a request about it, and a first program that fails for certain, so that people see what follows.

import type { FileRef, Turn } from "./domain.ts";
import { type Texts, textsIn } from "./locales.ts";

/** Cannot be the source of an uploaded file: Adapters write JSON there. */
const SOURCE = "bundled";

export const DEMO_FILE: FileRef = { id: "demo-sales", name: "sales.csv", size: 14_401, source: SOURCE };

export function isBundled({ source }: FileRef): boolean {
	return source === SOURCE;
}

/** What stands in place of the model's first reply to the demo's request; later ones are the model's. */
export function prepared(turn: Turn): { readonly source: string; readonly why: string } | undefined {
	const { demo } = textsIn(turn.locale);
	const isDemo = turn.request === demo.request && turn.uploads.includes(DEMO_FILE.id);
	return isDemo && turn.attempts.length === 0 && turn.added.length === 0
		? { source: program(demo), why: demo.why }
		: undefined;
}

/** Three of the file's dates are `unknown`, at which `to_datetime` stops. */
function program({ title, amount }: Texts["demo"]): string {
	return `import pandas as pd
import matplotlib.pyplot as plt

sales = pd.read_csv("sales.csv").dropna(how="all")
sales["created_at"] = pd.to_datetime(sales["created_at"])

totals = sales.groupby("region")["amount"].sum().round(2)
print(totals.to_string())

totals.plot.bar(title="${title}", xlabel="", ylabel="${amount}", rot=0)
plt.tight_layout()
plt.savefig("regions.png")
`;
}
