// Rules of the engine proxy: what a bot may ask of a Docker engine, so that whoever takes over the bot does not have the host.

import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { SANDBOX_USER } from "../../ids.ts";
import type { DataDir } from "../files/data-dirs.ts";
import { treeOf } from "../files/folders.ts";
import { type ContainerPlan, containerOptions, LABEL, RELAY } from "./container-options.ts";

/** What the operator set, which the bot cannot change. */
export interface ProxyRules {
	readonly stateDir: string;
	readonly image: string;
	readonly memoryBytes: number;
	readonly cpus: number;
	readonly appArmor: boolean;
	readonly dataDirs: readonly DataDir[];
}

export type Verdict =
	/** `path` goes on as it is. */
	| { readonly kind: "pass"; readonly path: string }
	/** Of this container, if it is a sandbox; `rest` follows its id. */
	| { readonly kind: "own"; readonly container: string; readonly rest: string }
	| { readonly kind: "exec"; readonly container: string }
	| { readonly kind: "start-exec"; readonly exec: string }
	| { readonly kind: "create" }
	| { readonly kind: "refused"; readonly why: string };

const NAME = /^[A-Za-z0-9][\w.-]{0,127}$/;
const ACTIONS = ["GET json", "POST start", "POST unpause", "POST wait"];

/** `url` is path and query, as they came. */
export function judge(method: string, url: string, { image }: Pick<ProxyRules, "image">): Verdict {
	const { pathname, searchParams } = new URL(url, "http://engine");
	const [first = "", name = "", action = "", ...more] = decoded(pathname).split("/").slice(1);
	const what = `${method} /${first}`;
	if (more.length === 0 && NAME.test(name)) {
		const isContainer = first === "containers" && name !== "json" && name !== "create";
		if (isContainer && ACTIONS.includes(`${method} ${action}`))
			return { kind: "own", container: name, rest: `/${action}` };
		if (isContainer && method === "DELETE" && action === "") {
			return { kind: "own", container: name, rest: "?force=true&v=true" };
		}
		if (isContainer && `${method} ${action}` === "POST exec") return { kind: "exec", container: name };
		if (first === "exec" && `${method} ${action}` === "POST start") return { kind: "start-exec", exec: name };
	}
	const path = pathname;
	if (["GET /_ping", "GET /info", "GET /version"].includes(what) && name === "") return { kind: "pass", path };
	if (method === "GET" && decoded(pathname) === `/images/${image}/json`) return { kind: "pass", path };
	if (`${method} ${path}` === "GET /containers/json") return narrowed(path, searchParams, ["all", "limit"]);
	if (`${method} ${path}` === "GET /events") return narrowed(path, searchParams, ["since"]);
	if (`${method} ${path}` === "POST /containers/create") return { kind: "create" };
	return { kind: "refused", why: `${method} ${pathname} is nothing that the bot needs` };
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return "";
	}
}

const filterSchema = z.record(z.string(), z.array(z.string()));

/** Sandboxes alone are told of, whatever is asked. */
function narrowed(path: string, asked: URLSearchParams, kept: readonly string[]): Verdict {
	const filters = filterSchema.safeParse(json(asked.get("filters") ?? "{}")).data;
	if (filters === undefined) return { kind: "refused", why: "its filters are not lists of texts" };
	const query = new URLSearchParams();
	for (const name of kept) {
		const value = asked.get(name);
		if (value !== null) query.set(name, value);
	}
	query.set("filters", JSON.stringify({ ...filters, label: [...(filters.label ?? []), LABEL.host] }));
	return { kind: "pass", path: `${path}?${query}` };
}

/** The full id of an inspected container, if it is a sandbox. */
export function sandboxIdOf(inspected: string): string | undefined {
	return sandboxSchema.safeParse(json(inspected)).data?.Id;
}

const sandboxSchema = z.object({
	Id: z.string(),
	Config: z.object({ Labels: z.object({ [LABEL.host]: z.string(), [LABEL.disk]: z.string() }) }),
});

const createSchema = z.object({
	Labels: z.object({
		[LABEL.host]: z.string().regex(NAME),
		[LABEL.disk]: z.string().regex(/^[0-9a-f]{16}$/),
		[LABEL.spec]: z.string().regex(/^[0-9a-f]{16}$/),
	}),
	Env: z.array(z.string()),
	Entrypoint: z.array(z.string()).optional(),
	HostConfig: z.object({ Mounts: z.tuple([z.object({ Source: z.string() })], z.unknown()) }),
});

/** The body to create a container with: the one container that the bot ever makes, made here again. A string says why this is another one. */
export function createBody(text: string, rules: ProxyRules): object | string {
	const asked = json(text);
	const known = createSchema.safeParse(asked);
	if (!known.success) return `${known.error.issues[0]?.path.join(".")} is not as the bot's`;
	const { Labels: labels, Env, Entrypoint, HostConfig } = known.data;
	const disk = labels[LABEL.disk];
	const [{ Source: workspace }] = HostConfig.Mounts;
	// `npm run doctor` has a state folder of its own in the bot's.
	const stateDir = [rules.stateDir, ...doctors(rules.stateDir, workspace)].find(
		(one) => workspaceIn(one, disk) === workspace,
	);
	if (stateDir === undefined) return "HostConfig.Mounts has a folder that is not the disk's";
	const plan: ContainerPlan = {
		...rules,
		imageId: "",
		hostId: labels[LABEL.host],
		disk,
		workspace,
		hostsFile: `${stateDir}/hosts`,
		deadManS: Number(Env.map((one) => /^THREADLOOP_DEADMAN_S=(\d{1,9})$/.exec(one)?.[1]).find(Boolean)),
	};
	// In place of the agent any program, but as the user that code runs as.
	const instead = Entrypoint === undefined ? {} : { Entrypoint, User: SANDBOX_USER };
	const made = JSON.parse(JSON.stringify({ ...containerOptions(plan), Labels: labels, ...instead }));
	return difference(asked, made) ?? made;
}

const workspaceIn = (stateDir: string, disk: string) => treeOf(`${stateDir}/disks/${disk}`).workspace;

function doctors(stateDir: string, workspace: string): readonly string[] {
	const [, name] = /\/(doctor-\w{6})\/disks\//.exec(workspace) ?? [];
	return name === undefined ? [] : [`${stateDir}/${name}`];
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** The first field in which they differ. */
function difference(asked: unknown, made: unknown, at = ""): string | undefined {
	if (!isFields(asked) || !isFields(made))
		return isDeepStrictEqual(asked, made) ? undefined : `${at} is not as the bot's`;
	for (const name of new Set([...Object.keys(asked), ...Object.keys(made)])) {
		const found = difference(asked[name], made[name], at === "" ? name : `${at}.${name}`);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Why this is not the relay to the agent, which is all that is ever executed. */
export function execProblem(text: string): string | undefined {
	return difference(json(text), RELAY);
}

function json(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
