// Commands of the application: which there are, how Discord is told of them, and what it sends when somebody uses one.

import { ApplicationCommandOptionType, ApplicationCommandType, Routes } from "discord.js";
import { z } from "zod";
import type { Locale } from "../../core/domain.ts";
import { LOCALES, type Texts } from "../../core/locales.ts";
import type { Log } from "../../core/ports.ts";
import { heard } from "../message-text.ts";
import type { Api, Interaction } from "./api.ts";
import { actor, clientLocale, fields, nameOf } from "./events.ts";

const REGISTER = { what: "register my commands", needs: [] };

const { en, zh } = LOCALES;
const WORDS = ["waiting", "status", "help"] as const;
const described = (key: keyof Texts["commands"]["alone"]) => ({
	description: en.commands.alone[key],
	description_localizations: { "zh-CN": zh.commands.alone[key] },
});

/** One to answer to one person alone, and one on anybody's message. */
export const COMMANDS = [
	{
		type: ApplicationCommandType.ChatInput,
		name: "threadloop",
		...described("threadloop"),
		options: WORDS.map((name) => ({ type: ApplicationCommandOptionType.Subcommand, name, ...described(name) })),
	},
	{
		type: ApplicationCommandType.Message,
		name: en.forms.analyse.title,
		name_localizations: { "zh-CN": zh.forms.analyse.title },
	},
];

const localized = z.record(z.string(), z.string()).nullish();
const commandShape = z.looseObject({
	type: z.number(),
	name: z.string(),
	description: z.string().nullish(),
	name_localizations: localized,
	description_localizations: localized,
	options: z
		.array(
			z.looseObject({
				type: z.number(),
				name: z.string(),
				description: z.string(),
				description_localizations: localized,
			}),
		)
		.nullish(),
});
type Command = z.infer<typeof commandShape>;

/** Tells Discord of the commands if it does not know them as they are; those of others stay. Never rejects: without them the bot goes on. */
export async function registerCommands(api: Api, log: Log): Promise<void> {
	try {
		const { id } = z.object({ id: z.string() }).parse(await api.get("/applications/@me", REGISTER));
		const path = Routes.applicationCommands(id);
		const query = { with_localizations: "true" };
		const known = z.array(commandShape).parse(await api.get(path, REGISTER, query));
		const isOurs = (one: Command) => COMMANDS.some(({ type, name }) => one.type === type && one.name === name);
		const before = new Set(known.filter(isOurs).map(essence));
		if (before.size === COMMANDS.length && COMMANDS.every((one) => before.has(essence(one)))) return;
		await api.put(path, [...known.filter((one) => !isOurs(one)), ...COMMANDS], REGISTER);
	} catch (error) {
		log("warn", "commands_not_registered", { error: String(error) });
	}
}

/** What we say of a command, without what Discord adds to it. */
function essence(command: Command): string {
	const { type, name, description, name_localizations, description_localizations, options } = command;
	const about = (options ?? []).map((one) => [
		one.type,
		one.name,
		one.description,
		one.description_localizations ?? {},
	]);
	return JSON.stringify([
		type,
		name,
		description ?? "",
		name_localizations ?? {},
		description_localizations ?? {},
		about,
	]);
}

/** Who uses a command, where, and how they are answered. */
export interface By {
	readonly person: string;
	readonly name: string;
	/** `@me` in direct messages. */
	readonly guild: string;
	readonly channel: string;
	/** The channel above a thread, if Discord names it. */
	readonly parent?: string;
	readonly locale: Locale | undefined;
	readonly interaction: Interaction;
}

export type Used =
	| { readonly kind: "word"; readonly word: (typeof WORDS)[number] }
	/** "Analyse this file" on a message: as much of it as Discord shows the person. */
	| { readonly kind: "message"; readonly message: string; readonly hasFiles: boolean }
	/** Its form. `isHere`: the message stands where the form was sent, and the person may read there. */
	| { readonly kind: "question"; readonly message: string; readonly text: string; readonly isHere: boolean };

const usedShape = z.discriminatedUnion("type", [
	z.object({
		...actor,
		type: z.literal(2),
		data: z.discriminatedUnion("type", [
			z.object({ type: z.literal(1), options: z.array(z.object({ name: z.enum(WORDS) })).min(1) }),
			z.object({
				type: z.literal(3),
				target_id: z.string(),
				resolved: z.object({
					messages: z.record(
						z.string(),
						z.object({
							attachments: z.array(z.unknown()).nullish(),
							message_snapshots: z
								.array(z.object({ message: z.object({ attachments: z.array(z.unknown()).nullish() }) }))
								.nullish(),
						}),
					),
				}),
			}),
		]),
	}),
	z.object({ ...actor, type: z.literal(5), data: z.object({ custom_id: z.string(), components: fields }) }),
]);

/** What the form carries through Discord and back: the message, and where it stands. */
export function questionId({ channel }: By, message: string): string {
	return `analyse:${channel}:${message}`;
}

/** A command of ours, or its form; undefined for every other payload. */
export function readUsed(payload: unknown): { readonly by: By; readonly used: Used } | undefined {
	const parsed = usedShape.safeParse(payload).data;
	const user = parsed?.member?.user ?? parsed?.user ?? undefined;
	if (parsed === undefined || user === undefined) return undefined;
	const by: By = {
		person: user.id,
		name: parsed.member?.nick ?? nameOf(user),
		guild: parsed.guild_id ?? "@me",
		channel: parsed.channel_id,
		...(typeof parsed.channel?.parent_id === "string" ? { parent: parsed.channel.parent_id } : {}),
		locale: clientLocale(parsed.locale),
		interaction: { id: parsed.id, token: parsed.token, application: parsed.application_id },
	};
	if (parsed.type === 5) {
		const [kind, channel, message] = parsed.data.custom_id.split(":");
		if (kind !== "analyse" || message === undefined) return undefined;
		const isHere = channel === by.channel && (by.guild === "@me" || mayRead(parsed.member?.permissions ?? "0"));
		const text = heard(parsed.data.components.flat()[0]?.value ?? "");
		return { by, used: { kind: "question", message, text, isHere } };
	}
	const { data } = parsed;
	if (data.type === 1) {
		const [option] = data.options;
		return option === undefined ? undefined : { by, used: { kind: "word", word: option.name } };
	}
	const shown = data.resolved.messages[data.target_id];
	const all = [shown, ...(shown?.message_snapshots ?? []).map(({ message }) => message)];
	const hasFiles = all.some((one) => (one?.attachments ?? []).length > 0);
	return { by, used: { kind: "message", message: data.target_id, hasFiles } };
}

/** View Channel and Read Message History. */
const READING = (1n << 10n) | (1n << 16n);

/** By what Discord says of the person in the channel of the interaction, with every exception of that channel. */
function mayRead(permissions: string): boolean {
	return /^\d+$/.test(permissions) && (BigInt(permissions) & READING) === READING;
}
