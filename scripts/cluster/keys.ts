// Who is who in a cluster: one authority, a key and a certificate for each part, and a kubeconfig for whoever speaks to the API server.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command } from "./shell.ts";

export interface Party {
	readonly name: string;
	/** As openssl writes it: `/O=system:masters/CN=admin`. */
	readonly subject: string;
	/** Under which it is reached, as `DNS:localhost,IP:127.0.0.1`. */
	readonly names?: string;
}

const EC = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"] as const;
const DAYS = "30";

export async function makeKeys(folder: string, parties: readonly Party[]): Promise<void> {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const at = (name: string) => join(folder, name);
	const authority = ["-keyout", at("ca.key"), "-out", at("ca.crt")];
	await command("openssl", ["req", "-x509", ...EC, "-days", DAYS, "-subj", "/CN=threadloop-cluster", ...authority]);
	const issue = async ({ name, subject, names = "DNS:none" }: Party) => {
		const file = (ending: string) => at(`${name}.${ending}`);
		await command("openssl", ["req", ...EC, "-subj", subject, "-keyout", file("key"), "-out", file("csr")]);
		writeFileSync(file("ext"), `subjectAltName=${names}\nextendedKeyUsage=serverAuth,clientAuth\n`);
		const signed = ["-CA", at("ca.crt"), "-CAkey", at("ca.key"), "-days", DAYS, "-extfile", file("ext")];
		await command("openssl", ["x509", "-req", "-in", file("csr"), "-out", file("crt"), ...signed]);
	};
	const tokens = async () => {
		await command("openssl", ["genrsa", "-out", at("accounts.key"), "2048"]);
		await command("openssl", ["rsa", "-in", at("accounts.key"), "-pubout", "-out", at("accounts.pub")]);
	};
	await Promise.all([...parties.map(issue), tokens()]);
}

/** Writes `NAME.conf` beside the keys: all that it needs is in it. */
export function writeKubeconfig(
	folder: string,
	name: string,
	access: { readonly server: string; readonly token?: string; readonly namespace?: string },
): string {
	const data = (file: string) => readFileSync(join(folder, file)).toString("base64");
	const user =
		access.token === undefined
			? { "client-certificate-data": data(`${name}.crt`), "client-key-data": data(`${name}.key`) }
			: { token: access.token };
	const cluster = { server: access.server, "certificate-authority-data": data("ca.crt") };
	const file = join(folder, `${name}.conf`);
	const config = {
		apiVersion: "v1",
		kind: "Config",
		clusters: [{ name: "test", cluster }],
		users: [{ name, user }],
		contexts: [{ name: "test", context: { cluster: "test", user: name, namespace: access.namespace ?? "default" } }],
		"current-context": "test",
	};
	writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
	return file;
}
