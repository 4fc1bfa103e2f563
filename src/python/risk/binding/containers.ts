// Containers, and what is put into them: by a method, by an operator, through another name for the same list.

import { type Node, textOf } from "../../tree.ts";
import { element, inner, isPath, type Value } from "../notation.ts";
import { give, learn } from "../scope.ts";
import { valuesOf } from "../values/evaluate.ts";
import type { Call, Reading } from "../values/reading.ts";

const PUTS =
	/^(append|add|insert|setdefault|update|extend|appendleft|extendleft|put|put_nowait|__setitem__|__iadd__|__ior__)$/;
const INTO: ReadonlySet<Value> = new Set([
	"heapq.heappush",
	"heapq.heappushpop",
	"heapq.heapreplace",
	"bisect.insort",
	"bisect.insort_left",
	"bisect.insort_right",
	"operator.iadd",
	"operator.iconcat",
	"operator.ior",
]);

/** What a call puts into which container. */
export function putIn(call: Call): readonly (readonly [Node | null, readonly Value[]])[] {
	const [first, ...rest] = call.args;
	const given = (args: Call["args"]) => args.flatMap(({ node }) => call.valuesOf(node));
	const isOfClass = call.method?.on.some(isPath) === true;
	if (
		first !== undefined &&
		(call.callees.some((one) => INTO.has(one)) || (isOfClass && PUTS.test(call.method?.name ?? "")))
	)
		return [[first.node, given(rest)]];
	return PUTS.test(call.method?.name ?? "") ? [[call.node.firstChild?.firstChild ?? null, given(call.args)]] : [];
}

/** `d["key"] = f`, `d.append(f)`: the container can give it back later. */
export function bindContents(reading: Reading, holder: Node | null, values: readonly Value[]): void {
	const { scope, program } = reading;
	const held = values.filter((value) => !/^~(number|data)$/.test(inner(value))).map(element);
	if (held.length === 0 || holder === null) return;
	share(reading, valuesOf(reading, holder), held);
	if (holder.name === "VariableName") give(scope, program, holder, held);
	else if (holder.lastChild?.name === "PropertyName")
		learn(scope, scope.attributes, textOf(program.source, holder.lastChild), held);
	else if (holder.name === "MemberExpression") bindContents(reading, holder.firstChild, held);
}

/** Every name and attribute that holds the same values may be another name for the same list. */
function share({ scope }: Reading, holding: readonly Value[], held: readonly Value[]): void {
	// `a.add(b)` of two unknown tables puts nothing anywhere.
	const isAnything = holding.includes("?") && !held.every((value) => inner(value) === "?");
	const known = new Set(holding.filter(isTold));
	if (!isAnything && known.size === 0) return;
	for (const map of [scope.names, scope.attributes])
		for (const [name, values] of map)
			if ([...values].some((value) => (isAnything ? isTold(value) : known.has(value)))) learn(scope, map, name, held);
}

/** A list whose elements are known: texts, numbers, paths or objects. */
function isTold(value: Value): boolean {
	return value.startsWith("[") && !/^(~data|~made|\?.*)$/.test(inner(value));
}
