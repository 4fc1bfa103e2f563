// Walk through a zod schema: the parts it consists of, those that a value shows, and values of every shape it allows.

import fc from "fast-check";
import { safeParse, type z } from "zod";

type Schema = z.core.$ZodType;

function def(schema: Schema): z.core.$ZodTypes["_zod"]["def"] {
	return (schema as z.core.$ZodTypes)._zod.def;
}

/** What stands under readonly, default and transform. */
function bare(schema: Schema): Schema {
	const it = def(schema);
	if (it.type === "readonly" || it.type === "default") return bare(it.innerType);
	return it.type === "pipe" ? bare(it.in) : schema;
}

/** The parts of a schema by name, and which of them values show. A schema that stands in several places counts as one. */
export function openShape(whole: Schema): {
	readonly parts: readonly string[];
	partsIn(value: unknown): readonly string[];
} {
	const places = new Map<Schema, string>();

	/** A key that may be absent (there, and not there), a choice of a union or an enum, yes and no, an array that holds something. */
	function partsOf(schema: Schema, path: string): readonly string[] {
		if (places.has(bare(schema))) return [];
		const at = placeOf(schema, path);
		const it = def(bare(schema));
		switch (it.type) {
			case "object":
				return Object.entries(it.shape).flatMap(([key, inner]) => [
					...(isOptional(inner) ? [`${at}.${key} is absent`, `${at}.${key} is there`] : []),
					...partsOf(inner, `${at}.${key}`),
				]);
			case "optional":
				return partsOf(it.innerType, at);
			case "array":
				return [`${at} holds something`, ...partsOf(it.element, `${at}[]`)];
			case "tuple":
				return it.items.flatMap((item) => partsOf(item, `${at}[]`));
			case "union":
				return it.options.flatMap((option) => partsOf(option, at));
			case "enum":
				return Object.values(it.entries).map((value) => `${at} is ${value}`);
			case "literal":
				return it.values.map((value) => `${at} is ${value}`);
			case "boolean":
				return [`${at} is true`, `${at} is false`];
			case "string":
			case "number":
				return [];
			default:
				throw new Error(`a ${it.type} is new here: ${at}`);
		}
	}

	function placeOf(schema: Schema, path: string): string {
		const known = places.get(bare(schema));
		if (known === undefined) places.set(bare(schema), path);
		return known ?? path;
	}

	function partsIn(schema: Schema, value: unknown, path: string): readonly string[] {
		const at = placeOf(schema, path);
		const it = def(bare(schema));
		switch (it.type) {
			case "object":
				return Object.entries(it.shape).flatMap(([key, inner]) => {
					const found = (value as Record<string, unknown>)[key];
					if (found === undefined) return isOptional(inner) ? [`${at}.${key} is absent`] : [];
					return [...(isOptional(inner) ? [`${at}.${key} is there`] : []), ...partsIn(inner, found, `${at}.${key}`)];
				});
			case "optional":
				return partsIn(it.innerType, value, at);
			case "array": {
				const items = (value as readonly unknown[]).flatMap((item) => [
					`${at} holds something`,
					...partsIn(it.element, item, `${at}[]`),
				]);
				return items;
			}
			case "tuple":
				return it.items.flatMap((item, index) => partsIn(item, (value as readonly unknown[])[index], `${at}[]`));
			case "union": {
				const option = it.options.find((one) => safeParse(one, value).success);
				return option === undefined ? [] : partsIn(option, value, at);
			}
			case "enum":
			case "literal":
			case "boolean":
				return [`${at} is ${value}`];
			default:
				return [];
		}
	}

	return { parts: partsOf(whole, ""), partsIn: (value) => partsIn(whole, value, "") };
}

function isOptional(schema: Schema): boolean {
	return def(bare(schema)).type === "optional";
}

/** Values of every shape that the schema allows, as they are before its transforms; with `all`, every key that may be absent is there. */
export function arbitraryOf(schema: Schema, { all = false } = {}): fc.Arbitrary<unknown> {
	const it = def(bare(schema));
	const of = (inner: Schema) => arbitraryOf(inner, { all });
	switch (it.type) {
		case "object": {
			const entries = Object.entries(it.shape);
			const requiredKeys = entries.filter(([, inner]) => all || !isOptional(inner)).map(([key]) => key);
			return fc.record(Object.fromEntries(entries.map(([key, inner]) => [key, of(inner)])), { requiredKeys });
		}
		case "optional":
			return of(it.innerType);
		case "array":
			return fc.array(of(it.element), { minLength: all ? 1 : 0, maxLength: 2 });
		case "tuple":
			return fc.tuple(...it.items.map(of));
		case "union":
			return fc.oneof(...it.options.map(of));
		case "enum":
			return fc.constantFrom(...Object.values(it.entries));
		case "literal":
			return fc.constantFrom(...it.values);
		case "boolean":
			return fc.boolean();
		case "string":
			return fc.string({ unit: "grapheme", maxLength: 8 });
		case "number":
			return fc.nat();
		default:
			throw new Error(`a ${it.type} is new here`);
	}
}
