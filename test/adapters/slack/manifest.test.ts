// The manifest that people install the app with, against what the code calls.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

describe("the manifest", () => {
	const manifest = readFileSync(join(import.meta.dirname, "../../../manifest.yml"), "utf8");
	const folder = join(import.meta.dirname, "../../../src/adapters/slack");
	const sources = readdirSync(folder)
		.map((name) => readFileSync(join(folder, name), "utf8"))
		.join("\n");
	const scopeOf: Record<string, string> = {
		"chat.postMessage": "chat:write",
		"chat.update": "chat:write",
		"chat.postEphemeral": "chat:write",
		"files.info": "files:read",
		"files.getUploadURLExternal": "files:write",
		"files.completeUploadExternal": "files:write",
		"assistant.threads.setStatus": "chat:write",
		"users.info": "users:read",
		"usergroups.users.list": "usergroups:read",
		"conversations.history": "im:history",
		"conversations.open": "im:write",
		"chat.getPermalink": "",
		"conversations.replies": "channels:history groups:history im:history mpim:history",
		"auth.test": "",
		"views.open": "",
		"views.publish": "",
	};

	test("asks for exactly the scopes that the calls and events need", () => {
		const called = new Set(
			Array.from(sources.matchAll(/client\.([a-z]+(?:\.[A-Za-z]+)+)\(/g), ([, method]) => method ?? ""),
		);
		expect([...called].sort()).toEqual(Object.keys(scopeOf).sort());
		const needed = new Set([
			"app_mentions:read",
			// The shortcut and the slash command, which are no calls.
			"commands",
			...[...called].flatMap((method) => scopeOf[method]?.split(" ") ?? []),
		]);
		needed.delete("");
		const asked = Array.from(manifest.matchAll(/^ {6}- ([a-z_]+:[a-z]+|commands)/gm), ([, scope]) => scope);
		expect(asked.sort()).toEqual([...needed].sort());
	});

	test("switches on what the code answers to: the Home tab with its event, the shortcut and the slash command", () => {
		expect(manifest).toContain("home_tab_enabled: true");
		expect(manifest).toMatch(/bot_events:\n(\s+- \w[\w.]*\n)*\s+- app_home_opened\n/);
		expect(manifest).toMatch(/shortcuts:\n\s+- name: Analyse this file\n\s+type: message\n/);
		expect(manifest).toMatch(/slash_commands:\n\s+- command: \/threadloop\n/);
		for (const listener of ["app_home_opened", "app.shortcut(", "app.command("]) expect(sources).toContain(listener);
	});

	test("uses Socket Mode and buttons", () => {
		expect(manifest).toContain("socket_mode_enabled: true");
		expect(manifest).toMatch(/interactivity:\n\s+is_enabled: true/);
	});
});
