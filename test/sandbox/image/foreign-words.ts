// Tables in many languages as old programs write them: names of columns, words, and the encodings in which such files come.

export interface Foreign {
	readonly of: string;
	readonly names: string;
	readonly words: string;
	readonly encodings: readonly string[];
}

const foreign = (of: string, encodings: string, names: string, words: string): Foreign => ({
	of,
	names,
	words,
	encodings: encodings.split(" "),
});

export const FOREIGN: readonly Foreign[] = [
	foreign(
		"Japanese",
		"cp932 euc_jp iso2022_jp utf-16 utf-16-le",
		"受付日,担当,品目,合計金額",
		"机 木製|いす|ノート A4|ホワイトボード|加湿器|扇風機|ﾊﾞｯﾃﾘｰ|本棚（大）|シャープペン|電卓",
	),
	foreign(
		"Chinese",
		"gb18030 utf-16-be",
		"日期,门店,品名,销量",
		"朝阳店|海淀店|徐汇店|雨花店|牛奶|面包|鸡蛋|苹果汁|洗衣液|纸巾",
	),
	foreign(
		"Traditional Chinese",
		"big5",
		"日期,門市,品名,銷量",
		"板橋店|信義店|左營店|牛奶|麵包|雞蛋|蘋果汁|洗衣精|衛生紙",
	),
	foreign(
		"Korean",
		"cp949 utf-16-le",
		"날짜,매장,품명,판매량",
		"강남점|홍대점|해운대점|우유|식빵|달걀|사과주스|세제|휴지",
	),
	foreign(
		"Russian",
		"cp1251 koi8-r iso8859-5 cp866 utf-16-le",
		"Месяц,Склад,Наименование,Остаток",
		"Томск|Пенза|Ижевск|стул офисный|бумага А4|принтер|чернила|скрепки|ящик|Щётка",
	),
	foreign(
		"Russian in capitals",
		"cp1251 koi8-r cp866",
		"СКЛАД,ОСТАТОК",
		"ТОМСК|ПЕНЗА|ИЖЕВСК|БРЯНСК|ЧИТА|КУРСК|ВЛАДИМИР|ОРЁЛ",
	),
	foreign(
		"Polish",
		"cp1250 iso8859-2",
		"Miesiąc,Magazyn,Nazwa,Wartość",
		"Rzeszów|Białystok|Toruń|krzesło|świeca|gwóźdź|łyżka|pościel|żelazko",
	),
	foreign(
		"Czech",
		"cp1250 iso8859-2",
		"Měsíc,Sklad,Název,Množství",
		"Brno|Děčín|Přerov|židle|svíčka|hřebík|lžíce|žehlička|stůl|kůže",
	),
	foreign("Hungarian", "cp1250", "Hónap,Raktár,Név,Érték", "Pécs|Győr|Érd|szék|gyertya|szög|kanál|ágynemű|főző|tükör"),
	foreign(
		"Turkish",
		"cp1254 iso8859-9",
		"Ay,Depo,Ürün Adı,Değer",
		"Kütahya|Iğdır|Şırnak|sandalye|çivi|kaşık|ütü|yatak örtüsü|bıçak",
	),
	foreign(
		"Lithuanian",
		"cp1257",
		"Mėnuo,Sandėlis,Pavadinimas,Vertė",
		"Alytus|Telšiai|kėdė|žvakė|vinys|šaukštas|lygintuvas|puodų|rūbų",
	),
	foreign(
		"Greek",
		"cp1253 iso8859-7",
		"Μήνας,Αποθήκη,Όνομα,Αξία",
		"Βόλος|Καβάλα|καρέκλα|κερί|καρφί|κουτάλι|σίδερο|μαχαίρι",
	),
	foreign("Hebrew", "cp1255", "חודש,מחסן,שם,ערך", "נתניה|רחובות|כיסא|נר|מסמר|כף|מגהץ|סכין"),
	foreign("Arabic", "cp1256 iso8859-6", "الشهر,المخزن,الاسم,القيمة", "مكة|حلب|تونس|كرسي|شمعة|مسمار|ملعقة|سكين|مكواة"),
	foreign("Thai", "cp874", "เดือน,คลัง,ชื่อ,มูลค่า", "ระยอง|ลำปาง|เก้าอี้|เทียน|ตะปู|ช้อน|เตารีด|มีด"),
	foreign(
		"German",
		"latin-1 cp1252 mac-roman cp850",
		"Monat,Lager,Bezeichnung,Menge (Stück)",
		"Lübeck|Würzburg|Stühle|Löffel|Bügeleisen|Gläser|Nägel|Töpfe|Maß|Preis in Österreich",
	),
	foreign(
		"French",
		"cp1252 mac-roman cp850",
		"Mois,Entrepôt,Désignation,Qté",
		"Sète|Béziers|chaise pliée|clé à molette|fer à repasser|poêle|évier|rôti",
	),
	foreign(
		"Spanish",
		"cp1252 mac-roman",
		"Mes,Almacén,Descripción,Cantidad",
		"Logroño|Mérida|cuchara pequeña|sartén|tenedor único|colchón|niño",
	),
	foreign(
		"Portuguese",
		"cp1252",
		"Mês,Armazém,Descrição,Preço",
		"Évora|Guimarães|colher média|fogão|lençóis|coração|açúcar",
	),
	foreign(
		"Swedish",
		"latin-1 mac-roman",
		"Månad,Lager,Benämning,Värde",
		"Umeå|Gävle|stol grå|sked blå|järn|knivställ|påse",
	),
	foreign(
		"Danish",
		"cp1252",
		"Måned,Lager,Betegnelse,Værdi",
		"Tønder|Næstved|stol grå|søm|ske|strygejern til tøj|gryde blå",
	),
	foreign(
		"Icelandic",
		"cp1252",
		"Mánuður,Lager,Heiti,Verð",
		"Akureyri|Egilsstaðir|stóll|skeið|nagli|straujárn|pottur stór|þráður",
	),
];

/** Files with hardly a letter that is not English, and their encodings. */
export const SPARSE: readonly (readonly [encoding: string, text: string])[] = [
	["cp1252", "sum €,n\n5,1\n"],
	["cp1252", "price,n\n€ 5.00,1\n€ 7.50,2\n"],
	["cp1252", "room,temp °C\nhall,21\n"],
	["cp1252", "recipe,note\ntart,½ cup of milk\npie,10 £\n"],
	["cp1252", "author,title\nO’Brien,“Rain” – a book\n"],
	["cp1252", "name,city\nAndré,Lyon\nBob,York\n"],
	["cp1252", "size,n\n20\u00a0000,1\n3\u00a0500,2\n"],
	["cp1252", "Ä,Ö,Ü\n1,2,3\n"],
	["cp1252", "area m²,n\n20,1\n"],
	["mac-roman", "name,city\nZoë,Genève\nJürgen,Köln\n"],
	["cp932", "品目,数量\n1,2\n"],
	["cp932", "name,note\nA,ｶﾅ ﾒﾓ ﾃﾞｽ ﾖﾛｼｸ ｵﾈｶﾞｲ\n"],
	["euc_jp", "code,地域\n1,東京\n2,大阪\n"],
	["gb18030", "id,城市\n1,北京\n2,上海\n"],
	["big5", "id,地區\n1,臺北\n2,高雄\n"],
	["cp949", "id,이름\n1,김민수\n"],
	["cp1251", "id,город\n1,Сочи\n"],
	["cp1250", "id,miasto\n1,Łódź\n"],
	["cp1254", "id,şehir\n1,Muğla\n2,Iğdır\n"],
];
