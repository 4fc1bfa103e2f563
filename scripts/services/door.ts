// Who comes in at a local port: whoever holds the secret, at an address of this machine, and no web page but our own.

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface Keys {
	/** Opens everything: as `?secret=` in the printed address, or as the header `x-demo-secret`. */
	readonly secret: string;
	/** What the browser's cookie holds. It opens the page alone, which shows nothing by itself: cookies know no ports. */
	readonly page: string;
	/** The first part of every path that the bot uses, and of the addresses of files. It opens the bot's side alone. */
	readonly bot: string;
}

/** The secret cannot be told from what is derived from it. */
export function keysOf(secret: string): Keys {
	const derived = (what: string) => createHmac("sha256", secret).update(what).digest("base64url");
	return { secret, page: derived("page"), bot: derived("bot") };
}

export interface Asked {
	readonly method: string;
	/** Path and query, as it came. */
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
}

export type Verdict =
	/** `path` holds no key any more; with `entered` the browser is to keep the page's cookie. */
	| { readonly kind: "in"; readonly path: string; readonly entered: boolean }
	| { readonly kind: "out"; readonly status: 401 | 403; readonly why: string };

const OURS = ["127.0.0.1", "localhost"];
const BOT_SIDE = /^\/(api|socket|response|upload|files|files-pri)\//;
const PAGE_SIDE = /^\/($|archives\/|sample\/)/;

export const CLOSED =
	"This is a demo of Threadloop, and the secret is missing or wrong: open the whole address that `npm start` printed last.";
const ELSEWHERE =
	"This port does not answer other web pages; open it under its own address, http://127.0.0.1 with the port.";

export function judge({ method, url, headers }: Asked, keys: Keys): Verdict {
	if (!isFromHere(headers)) return { kind: "out", status: 403, why: ELSEWHERE };
	const asked = url.startsWith("/") && URL.canParse(`http://door${url}`) ? new URL(`http://door${url}`) : undefined;
	if (asked === undefined) return { kind: "out", status: 401, why: CLOSED };
	const shown = asked.searchParams.get("secret");
	if (shown !== null) asked.searchParams.delete("secret");
	const { pathname, search } = asked;
	const into = (path: string, { entered = false } = {}): Verdict => ({ kind: "in", path: path + search, entered });
	if (shown !== null && same(shown, keys.secret)) return into(pathname, { entered: true });
	if (same(headers["x-demo-secret"], keys.secret)) return into(pathname);
	const [, first = "", inner = ""] = /^\/([^/]*)(\/.*)$/.exec(pathname) ?? [];
	if (same(first, keys.bot) && BOT_SIDE.test(inner)) return into(inner);
	const isLook = method === "GET" || method === "HEAD";
	if (isLook && PAGE_SIDE.test(pathname) && same(cookieOf(headers), keys.page)) return into(pathname);
	return { kind: "out", status: 401, why: CLOSED };
}

/** A page of another origin names itself, a name that was bound to 127.0.0.1 stands in Host, and a frame or an image says where it is asked from. */
function isFromHere({ host = "", origin, ...headers }: IncomingHttpHeaders): boolean {
	const [name = "", port = "", ...more] = host.split(":");
	if (!OURS.includes(name) || !/^\d*$/.test(port) || more.length > 0) return false;
	if (origin !== undefined && origin !== `http://${host}`) return false;
	const isOther = headers["sec-fetch-site"] === "cross-site" || headers["sec-fetch-site"] === "same-site";
	return !isOther || (headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document");
}

const COOKIE = "threadloop_demo";

export function cookieFor({ page }: Keys): string {
	return `${COOKIE}=${page}; HttpOnly; SameSite=Strict; Path=/`;
}

function cookieOf({ cookie = "" }: IncomingHttpHeaders): string | undefined {
	return cookie
		.split(/;\s*/)
		.find((one) => one.startsWith(`${COOKIE}=`))
		?.slice(COOKIE.length + 1);
}

/** Takes the same time for every wrong value, however long. */
function same(shown: string | readonly string[] | undefined, wanted: string): boolean {
	if (typeof shown !== "string") return false;
	const digest = (text: string) => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(shown), digest(wanted));
}
