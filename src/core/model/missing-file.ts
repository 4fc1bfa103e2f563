// Requests about a file that nobody has given: known from the words alone, where they are plain; silent when in doubt.

const THINGS = "file|csv|tsv|xlsx?|excel|spreadsheet|workbook|work ?sheet|data ?set|attachment|parquet";
const DATEI = "datei|csv|excel(?:-?datei|-?tabelle)?|tabelle|anhang|daten";

/** Speaks of a file, a table or data as being there. */
const GIVEN = new RegExp(
	[
		`\\b(?:this|the|my|our|attached|uploaded|enclosed) (?:[\\w-]+ )?(?:${THINGS})\\b(?! (?:module|format|library|package|parser|reader|extension|type|system))`,
		"\\b(?:attached|uploaded|enclosed) (?:[\\w-]+ )?(?:table|data|sheet)\\b|\\bthis (?:table|data|sheet)\\b",
		"\\b(?:in|of|from|summari[sz]e|describe|analy[sz]e|clean|plot) the data\\b(?! (?:structure|type|science|class|model|base|frame))",
		"\\bi(?:'ve| have)? (?:just )?(?:attached|uploaded)\\b|\\bsee attach",
		`\\b(?:diese[rsnm]?|die|der|dem|meine[rn]?|unsere[rn]?) (?:[\\wäöüß-]+ )?(?:${DATEI})\\b|\\bim anhang\\b|\\b(?:angehängt|beigefügt|hochgeladen)`,
		"附件|上传的|[这那该本](?:个|份|张|些)?(?:文件|表格|表|数据|csv|excel)|(?:文件|表格|数据)[里中]",
		"添付|アップロードし|(?:この|その)(?:ファイル|表|データ|csv|エクセル|excel)|(?:ファイル|データ)の(?:中|合計|平均|件数|行|列)",
	].join("|"),
	"iu",
);

/** The file is to be made, or lies elsewhere, or the question is a general one. */
const ELSEWHERE = new RegExp(
	[
		"https?://|s3://|/data/|```",
		"\\b(?:generate|simulate|random|fake|dummy|invent|example|sample)\\b|\\bhow (?:do|can|would|should|to)\\b|\\bwhat (?:is|are) (?:a|an)\\b",
		`\\b(?:create|make|write|build|produce|save|export)\\b[^.?!]{0,40}\\b(?:a|an|new|the) (?:[\\w-]+ )?(?:${THINGS})\\b`,
		"\\b(?:erstell|erzeug|generier|schreib|zufäll|beispiel)|\\bwie (?:kann|liest|öffne|lade)",
		"生成|创建|新建|随机|示例|写一个|做一个|怎么|如何|是什么",
		"作成|作って|生成|ランダム|サンプル|方法|とは",
	].join("|"),
	"iu",
);

/** Whether the request is surely about a file or table that should be in the Thread. What stands in the message itself may be the data. */
export function speaksOfFile(request: string): boolean {
	const hasValues = /\n/.test(request) || (request.match(/\d+/g) ?? []).length > 3;
	return !hasValues && GIVEN.test(request) && !ELSEWHERE.test(request);
}
