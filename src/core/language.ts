// Language of a request, as far as the model must be told which one to answer in.

export type Tongue = "zh" | "ja" | "ko" | "de" | "other";

const CHINESE =
	/[的是在请按每了和与有哪几吗呢把给这那各从中及]|多少|计算|统计|画|显示|分析|列出|找出|合计|请求|帮|去掉|去重|保存/g;
const GERMAN =
	/\b(?:der|die|das|dem|den|des|ein|eine|einen|und|oder|ist|sind|war|nicht|nur|wie|viele?|wieviel|welche[rsmn]?|was|wo|warum|nach|für|mit|pro|je|bitte|zeige?|gib|berechne|erstelle|summe|im|von|vom|zum|zur|aus|auch|alle[rsmn]?|höchste[nrs]?|meiste[nrs]?)\b/gi;
const ENGLISH =
	/\b(?:the|a|an|of|and|or|is|are|was|what|which|how|many|much|why|by|per|for|with|in|to|from|show|me|please|give|sum|plot|list|find|only|each|all|top)\b/gi;

/** Quoted parts, file names and `names` (of columns) are in no language. */
export function languageOf(text: string, names: readonly string[] = []): Tongue {
	const plain = names
		.filter((name) => name.length > 1)
		.toSorted((a, b) => b.length - a.length)
		.reduce((rest, name) => rest.replaceAll(name, " "), text)
		.replace(/`[^`\n]*`|"[^"\n]*"|“[^”\n]{0,200}”|「[^」\n]{0,200}」|'[^'\n]{1,60}'/g, " ")
		.replace(/[^\s,，。、]+/g, (word) => (/\.[A-Za-z]\w{1,6}$/.test(word) ? " " : word));
	const letters = (script: RegExp) => plain.match(script)?.length ?? 0;
	const [kana, hangul, han] = [
		letters(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu),
		letters(/\p{Script=Hangul}/gu),
		letters(/\p{Script=Han}/gu),
	];
	const latin = letters(/\p{Script=Latin}+/gu);
	const english = letters(ENGLISH);
	if (hangul > 0 && hangul > latin) return "ko";
	if (kana > 0 && kana + han > latin) return "ja";
	if (han > 0 && (latin === 0 || letters(CHINESE) > english || han > 2 * latin)) return "zh";
	return letters(GERMAN) + 2 * letters(/[äöüß]/gi) > Math.max(1, english) ? "de" : "other";
}
