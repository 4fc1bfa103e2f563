// Numbers as people write them, and what each value is worth; undefined if no code may be proposed, because none would be right.

export interface Written {
	readonly of: string;
	readonly cells: readonly string[];
	readonly worth: readonly (number | null)[] | undefined;
}

const written = (of: string, cells: readonly string[], worth?: Written["worth"]): Written => ({ of, cells, worth });

export const WRITTEN: readonly Written[] = [
	written("a typographic minus", ["1,50", "−3,50", "−1200,25"], [1.5, -3.5, -1200.25]),
	written("a dash and a full-width minus", ["1.50", "–3.50", "－2"], [1.5, -3.5, -2]),
	written("a minus behind the number", ["1.234,56- EUR", "7,00 EUR"], [-1234.56, 7]),
	written("a minus behind bare numbers", ["5-", "7", "1200.50-"], [-5, 7, -1200.5]),
	written("brackets beside a minus", ["($1,200.50)", "$3", "−$4"], [-1200.5, 3, -4]),
	written("triangles, which may be a minus", ["▲5", "△3", "▲7"]),
	written("grades, which have no minus", ["5-star", "3-star"]),
	written("ranges", ["5-10", "3-4", "12–15"]),
	written("k, M and a word", ["19M", "201k", "8.7M", "Varies with device", "512k"], [19e6, 201e3, 8.7e6, null, 512e3]),
	written("euros in M, K and bn", ["€110.5M", "€565K", "€0", "€1.2bn"], [110.5e6, 565e3, 0, 1.2e9]),
	written("万 beside plain yuan", ["¥1,434.05", "1.14万", "¥2万", "300"], [1434.05, 11400, 20000, 300]),
	written("万 and 亿 of something", ["1.2万人", "300人", "1.5亿人"], [12000, 300, 1.5e8]),
	written("Mio. and Mrd. with decimal commas", ["2,5 Mio. €", "1,2 Mrd. €", "300 Tsd. €"], [2.5e6, 1.2e9, 3e5]),
	written("lakh and crore in words", ["₹2.5 lakh", "₹1.2 crore", "₹1,23,456"], [250000, 12e6, 123456]),
	written("kg and g", ["5 kg", "300 g", "20 mg"], [5000, 300, 0.02]),
	written("MB and GB", ["1.5 GB", "300 MB", "512 B"], [1.5e9, 3e8, 512]),
	written("minutes and hours", ["5 min", "2 h", "30 s"], [300, 7200, 30]),
	written("percentages", ["12%", "3.5 %", "0%"], [12, 3.5, 0]),
	written("percentages beside shares", ["12%", "0.5", "0"], [0.12, 0.5, 0]),
	written("m, which may be millions", ["5m", "3m"]),
	written("metres", ["5 m", "3 m"], [5, 3]),
	written("units that have nothing in common", ["5 EUR", "3 kg"]),
	written("pieces and boxes", ["5 pcs", "3 boxes", "7 pcs"]),
	written("credit and debit", ["500.00 Cr", "1,200.00 Dr", "0.00 Dr"], [-500, 1200, 0]),
	written("Soll and Haben", ["1.500,00 S", "200,50 H"], [1500, -200.5]),
	written("debit and credit in Chinese", ["500.00 借", "1,200.00 贷"], [500, -1200]),
	written("credit alone, which may be crore", ["500.00 Cr", "200.00 Cr"]),
	written("seats, which have no sides", ["12C", "14D", "3C"]),
	written("sides beside another unit", ["500 Cr", "20 Dr", "7 kg"]),
	written("codes", ["12A", "7B", "12B"]),
	written("lakh and crore", ["1,23,456.50", "5,000.00", "10,00,000"], [123456.5, 5000, 1e6]),
	written("digits by four", ["1,2345,6789", "5,0000", "12"], [123456789, 50000, 12]),
	written("both decimal marks", ["1,5", "2,5", "1.5"], [1.5, 2.5, 1.5]),
	written("decimal marks that say different things", ["1.234,5", "2,5", "1.5"]),
	written("marks around them", ["10,000+", "<5", "~3"], [10000, 5, 3]),
	written("spaces that do not break, and no cents", ["1\u00a0200.-", "5.-"], [1200, 5]),
	written("words that hold a number", ["12 %", "Q1", "3 %", "4%", "5%", "6%"], [12, null, 3, 4, 5, 6]),
	written("dollars with thousands", ["$273.42", "$1,035.76"], [273.42, 1035.76]),
	written("full-width digits and signs", ["￥１，２００", "￥－５", "￥９８０．５"], [1200, -5, 980.5]),
	written("full-width digits with 万", ["１．２万", "３００"], [12000, 300]),
	written("Arabic digits beside plain ones", ["١٬٢٣٤", "٧٫٥", "12"], [1234, 7.5, 12]),
	written("a Japanese minus", ["▲1,200円", "△5円", "30円"], [-1200, -5, 30]),
	written("footnotes", ["1,234*", "2,345[1]", "987 (est.)", "12²", "5"], [1234, 2345, 987, 12, 5]),
	written("flags", ["123.4 b", "130.1", "99.5 p", "7 e", "8"], [123.4, 130.1, 99.5, 7, 8]),
	written("areas, which have no footnote", ["12 m²", "5 m²"], [12, 5]),
	written("rupees before the minus", ["Rs. 1,200", "-Rs. 5", "Rs. -7"], [1200, -5, -7]),
];
