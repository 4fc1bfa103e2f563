// Thoughts of a model: what it writes before its reply, between tags or up to a closing tag alone.

const NAMES = "(?:seed:)?(?:think|thinking|thought|thoughts|reasoning)";
const TAG = `(?:<${NAMES}>|\\[THINK\\]|◁think▷)`;
const CLOSING = new RegExp(`</${NAMES}>|\\[/THINK\\]|◁/think▷`, "gi");
const OPENING = new RegExp(`^[ \t]*${TAG}`, "im");
const OPENING_ANYWHERE = new RegExp(TAG, "i");

/** Offset just behind the last thought that was closed; 0 for none. */
export function thoughtEnd(text: string): number {
	let end = 0;
	for (const { 0: tag, index } of text.matchAll(CLOSING)) {
		const behind = index + tag.length;
		const near = text.slice(Math.max(0, index - 300), index);
		const line = near.slice(near.lastIndexOf("\n") + 1);
		if (!isQuoted(line, text.slice(behind, behind + 3))) end = behind;
	}
	return end;
}

/** Code that handles such tags has them in texts and patterns. `line` ends where the tag begins, `next` is what follows it. */
function isQuoted(line: string, next: string): boolean {
	if (line.trim() === "") return false;
	const before = line.slice(0, Math.max(0, line.search(OPENING_ANYWHERE))).trimEnd();
	if (/["'`]$/.test(line) || /[^>\]▷]$/.test(before)) return true;
	return /^(?!```)["'`\\|(){}]/.test(next) && /["`]|(?<![a-z]{2})'/i.test(line);
}

/** Offset of the line that opens a thought, or undefined. */
export function thoughtStart(text: string): number | undefined {
	return OPENING.exec(text)?.index;
}

const ALOUD = [
	/^\W{0,9}(?:okay|ok|alright|well|hmm+|wait)\b[,.! ]{1,4}(?:so|let|the|i|we|this|that|first|now|here)\b/i,
	/^\W{0,9}(?:we need to|we are given|we have to|i need to|i should|user (?:wants|asks)|(?:my )?(?:thinking|thought) process)\b/i,
	/\bthe user(?:'s|’s)?\b|\b(?:hmm|wait),|\blet(?: me|'s|’s) (?:think|see)\b|\b(?:first|my) idea\b/i,
	/用户|用戶|使用者|让我想|^[\s*#]{0,9}嗯|ユーザー|사용자|utilisateur|\busuario\b|\bBenutzer\b|\bNutzer\b|пользовател/i,
];

/** Whether words read like a thought that no tag opened, as where a server's template holds the opening tag: whoever replies does not speak of "the user". */
export function isThinkingAloud(text: string): boolean {
	const words = text.slice(0, 4000);
	return ALOUD.some((pattern) => pattern.test(words));
}
