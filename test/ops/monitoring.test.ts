// The dashboard and the alerts in docs/monitoring name metrics and labels that the bot really has.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { openMetrics } from "../../src/ops/metrics.ts";

const page = (name: string) => readFileSync(join(import.meta.dirname, "../../docs/monitoring", name), "utf8");
const dashboard = z
	.object({ panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })) })
	.parse(JSON.parse(page("dashboard.json")));
const alerts = z
	.object({
		groups: z.tuple([
			z.object({
				rules: z.array(
					z.object({
						alert: z.string(),
						expr: z.string(),
						annotations: z.object({ summary: z.string(), action: z.string() }),
					}),
				),
			}),
		]),
	})
	.parse(parse(page("alerts.yaml"))).groups[0].rules;

const metrics = await openMetrics(Date.now).registry.getMetricsAsJSON();
const known = new Set(metrics.map(({ name }) => name));
const ofHistograms = metrics.filter(({ type }) => String(type) === "histogram").map(({ name }) => `${name}_bucket`);
const has = (name: string) => known.has(name) || ofHistograms.includes(name);
const namesIn = (expr: string) => expr.match(/\b(?:threadloop|nodejs|process)_\w+/g) ?? [];

test("every metric that a panel or an alert asks for is one of the bot's", () => {
	const asked = [...dashboard.panels.flatMap(({ targets }) => targets), ...alerts].flatMap(({ expr }) => namesIn(expr));
	expect(asked.length).toBeGreaterThan(30);
	expect(asked.filter((name) => !has(name))).toEqual([]);
});

test("every metric of the bot's own is on the dashboard", () => {
	const shown = dashboard.panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr)));
	const own = [...known].filter((name) => name.startsWith("threadloop_"));
	expect(own.length).toBeGreaterThan(20);
	expect(own.filter((name) => !shown.includes(name) && !shown.includes(`${name}_bucket`))).toEqual([]);
});

test("there are ten alerts, each with a name of its own, what happened and what to do", () => {
	expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(10);
	for (const { annotations } of alerts)
		for (const said of Object.values(annotations)) expect(said).toMatch(/^.{20,}\.$/);
});
