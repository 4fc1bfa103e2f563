// What a program that we start inherits of our environment: what it needs, and no token of anybody else's.

type Env = Readonly<Record<string, string>>;

/** Every program: where things are, the language, the clock; and the mark by which an interrupted test run is found again. */
const PLAIN =
	/^(PATH|HOME|USER|LOGNAME|SHELL|TERM|TMPDIR|TZ|LANG|LANGUAGE|LC_\w+|LD_LIBRARY_PATH|XDG_RUNTIME_DIR|THREADLOOP_TEST_RUN)$/;
/** Whoever reaches beyond this machine: proxies, certificates, the engine. A proxy's address may hold a password. */
const OUTWARD =
	/^((HTTPS?|ALL|NO|FTP)_PROXY|SSL_CERT_(FILE|DIR)|CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE|NODE_(EXTRA_CA_CERTS|USE_ENV_PROXY|OPTIONS|NO_WARNINGS)|DOCKER_\w+|SSH_AUTH_SOCK)$/i;
/** Whoever fetches packages and weights. */
const FETCHING = /^(PIP_\w+|HF_ENDPOINT|APT_CONFIG)$/;

export const plain = (): Env => chosen((name) => PLAIN.test(name));

export const outward = (): Env => chosen((name) => PLAIN.test(name) || OUTWARD.test(name));

export const fetching = (): Env => chosen((name) => PLAIN.test(name) || OUTWARD.test(name) || FETCHING.test(name));

/** Whether some program that we start takes it from the environment. */
export const isInherited = (name: string) => [PLAIN, OUTWARD, FETCHING].some((names) => names.test(name));

/** Of the settings those that are named. */
export const settings = (names: readonly string[]): Env => chosen((name) => names.includes(name));

function chosen(isWanted: (name: string) => boolean): Env {
	return Object.fromEntries(
		Object.entries(process.env).flatMap(([name, value]) =>
			value !== undefined && isWanted(name) ? [[name, value]] : [],
		),
	);
}
