// The look-alike's page with a few strings of it replaced, so that it shows code as it is; its server stays as it came.

import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface Suggestion {
	readonly question: string;
	/** What a visitor sends to see the demo, by language. */
	readonly demos: Readonly<Record<"en" | "zh", string>>;
	/** Path at which the page offers the sample file. */
	readonly sample: string;
}

export interface Patched {
	readonly html: string;
	/** Names of the patches whose anchor is not in the page (any more), or is there twice. */
	readonly missing: readonly string[];
}

interface Patch {
	readonly name: string;
	readonly anchor: string;
	readonly with: string;
}

const read = (name: string) => readFileSync(join(import.meta.dirname, "../../demo", name), "utf8");

const LOOK = "{user:i=>Vo.get(i),channel:i=>Ho.get(i),emoji:n=>e6(n)??Yl(n)}";

export function patchPage(html: string, suggestion: Suggestion): Patched {
	const settings = JSON.stringify(suggestion).replaceAll("<", "\\u003c");
	const patches: readonly Patch[] = [
		{
			name: "text",
			anchor: "function C6(l){let c=j6(E6(l));",
			with: `function C6(l){return threadloop.mrkdwn(l,${LOOK});let c=j6(E6(l));`,
		},
		{
			name: "blocks",
			anchor: 'default:return f.jsxs("div",{className:"bk-unknown",children:["[",l.type,"]"]})}}function Wl(',
			with: `case"rich_text":case"markdown":case"table":case"data_table":case"container":return f.jsx("div",{className:"bk-text",onClick:T6,dangerouslySetInnerHTML:{__html:threadloop.block(l,${LOOK})}});default:return f.jsxs("div",{className:"bk-unknown",children:["[",l.type,"]"]})}}function Wl(`,
		},
		{
			name: "feedback",
			anchor: 'case"actions":return f.jsx("div",{className:"bk-actions"',
			with: 'case"context_actions":l=threadloop.ordinary(l);case"actions":return f.jsx("div",{className:"bk-actions"',
		},
		{
			name: "long inputs",
			anchor: 'return f.jsx("input",{className:"bk-plain-input",placeholder:(z=l.placeholder)',
			with: 'return f.jsx(l.multiline?"textarea":"input",{className:"bk-plain-input",placeholder:(z=l.placeholder)',
		},
		{
			name: "thread width",
			anchor: "[B,q]=Q.useState(380)",
			with: "[B,q]=Q.useState(Math.max(380,Math.min(680,Math.round(innerWidth*.45))))",
		},
		{
			name: "direct messages",
			anchor: "if(l.is_im){const m=l.members.find(g=>!a.includes(g));",
			with: "if(l.is_im){const m=l.members.find(g=>a.includes(g))??l.members.find(g=>!a.includes(g));",
		},
		{
			name: "header",
			anchor: 'className:"brand",children:"local-slack"',
			with: 'className:"brand",children:threadloop.brand',
		},
		{ name: "placeholder", anchor: "} — try /echo hi`,onSend:X", with: "}`,onSend:X" },
		{
			name: "script",
			anchor: "<title>local-slack</title>",
			with: `<title>Threadloop demo</title><script>${read("secret.js")};${read("page.js")};Object.assign(threadloop,${settings})</script>`,
		},
		{ name: "style", anchor: "</style>\n  </head>", with: `</style><style>${read("page.css")}</style></head>` },
	];
	let patched = html;
	const missing: string[] = [];
	for (const { name, anchor, with: replacement } of patches) {
		const [before, after, ...more] = patched.split(anchor);
		if (before === undefined || after === undefined || more.length > 0) missing.push(name);
		else patched = before + replacement + after;
	}
	if (missing.length === 0) return { html: patched, missing };
	const warning = `<style>${read("page.css")}</style><div class="tl-warning">This page may show other code than what runs (${missing.join(", ")}): do not approve code here.</div>`;
	return { html: patched.replace(/<body>(?=\s*<div id="root">)/, () => `<body>${warning}`), missing };
}
