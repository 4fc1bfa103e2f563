// Clicks: each is acknowledged within three seconds, answered in private or with a form, and brought to the door.

import { ComponentType, InteractionResponseType, TextInputStyle } from "discord.js";
import type { Locale, Proposal } from "../../core/domain.ts";
import { textsIn } from "../../core/locales.ts";
import type { Click, ClickReply, FrontDoor, Log } from "../../core/ports.ts";
import { isWordsChoice, REASON_CHARS, WORDS_CHOICES } from "../posts/buttons.ts";
import { reveal } from "../posts/code/hidden-characters.ts";
import { newest, shorten } from "../posts/format.ts";
import { type Api, QUIET } from "./api.ts";
import { type Clicked, formId } from "./events.ts";
import { isRefusal } from "./failure.ts";
import { escaped, fence } from "./markup.ts";

export interface ClickOptions {
	readonly api: Api;
	readonly door: FrontDoor;
	readonly log: Log;
}

/** A form must be the first answer, so these are acknowledged only when it is clear that none is wanted, or time runs out. */
const MAY_OPEN_FORM: readonly Click["choice"][] = [...WORDS_CHOICES, "edit"];
const PATIENCE = 2200;
const EPHEMERAL = 64;
const CODE_CHARS = 4000;
/** Discord takes no longer one. */
const PLACEHOLDER_CHARS = 100;
const PRIVATE_CHARS = 1900;
/** A fence, and what says that the beginning is left out. */
const FENCE_CHARS = 100;

/** Never throws for a click that could not be stored: the person is told to click again. */
export async function handleClick({ api, door, log }: ClickOptions, clicked: Clicked, click: Click): Promise<void> {
	const answer = openAnswer(api, clicked, log);
	const opensForm = clicked.from === "button" && MAY_OPEN_FORM.includes(click.choice);
	const late = opensForm ? setTimeout(answer.acknowledge, PATIENCE) : undefined;
	if (!opensForm) await answer.acknowledge();
	try {
		await door.click(click, replyTo(answer, click));
	} catch (error) {
		log("error", "click_not_stored", { thread: click.thread, error: String(error) });
		await answer
			.privately(textsIn(undefined).click.notSaved)
			.catch((failure: unknown) => log("warn", "click_not_answered", { error: String(failure) }));
	} finally {
		clearTimeout(late);
		await answer.acknowledge();
	}
}

interface Answer {
	/** Does nothing if there was an answer already. Never fails: Discord does not send a click again, so it counts even if this is lost. */
	acknowledge(): Promise<void>;
	privately: ClickReply["privately"];
	/** False if it is too late for a form. */
	open(form: Readonly<Record<string, unknown>>): Promise<boolean>;
}

function openAnswer(api: Api, { interaction }: Clicked, log: Log): Answer {
	let first: Promise<void> | undefined;
	const respond = (type: InteractionResponseType, data?: Readonly<Record<string, unknown>>): Promise<void> => {
		first = api.respond(interaction, { type, ...(data === undefined ? {} : { data }) });
		return first;
	};
	return {
		acknowledge: async () => {
			const answered = first ?? respond(InteractionResponseType.DeferredMessageUpdate);
			await answered.catch((error: unknown) => {
				log("info", "click_not_acknowledged", { error: String(error) });
			});
		},
		privately: async (sentence, code, locale) => {
			const text = shorten(reveal(sentence), PRIVATE_CHARS, escaped);
			const room = PRIVATE_CHARS - text.length - FENCE_CHARS;
			const content = code === undefined ? text : `${text}\n${fence(newest(code, room, textsIn(locale)), "python")}`;
			if (first === undefined) {
				return respond(InteractionResponseType.ChannelMessageWithSource, { ...QUIET, content, flags: EPHEMERAL });
			}
			await first.catch(() => {});
			await api.followUp(interaction, content);
		},
		open: async (form) => {
			if (first !== undefined) return false;
			try {
				await respond(InteractionResponseType.Modal, form);
				return true;
			} catch (error) {
				if (isRefusal(error, "unknownInteraction", "acknowledged")) return false;
				throw error;
			}
		},
	};
}

function replyTo(answer: Answer, click: Click): ClickReply {
	const tooLate = (locale: Locale) => answer.privately(textsIn(locale).click.notOpened);
	return {
		privately: answer.privately,
		askReason: async (locale, text = "") => {
			const asks = isWordsChoice(click.choice) ? click.choice : "reject";
			const { title, label, hint, example } = textsIn(locale).forms[asks];
			const opened = await answer.open(
				form(click, {
					title,
					label,
					placeholder: `${hint} ${example}`,
					limit: REASON_CHARS,
					...(text === "" || text.length > REASON_CHARS ? {} : { value: text }),
					isRequired: asks === "reword",
				}),
			);
			if (!opened) await tooLate(locale);
		},
		askCode: async ({ source }: Proposal, locale) => {
			const { code } = textsIn(locale).forms;
			if (source.length > CODE_CHARS) return false;
			const opened = await answer.open(
				form(click, { title: code.title, label: code.label, value: source, limit: CODE_CHARS, isRequired: true }),
			);
			if (!opened) await tooLate(locale);
			return true;
		},
	};
}

interface Form {
	readonly title: string;
	readonly label: string;
	readonly limit: number;
	readonly placeholder?: string;
	readonly value?: string;
	readonly isRequired: boolean;
}

function form(
	click: Click,
	{ title, label, limit, placeholder, value, isRequired }: Form,
): Readonly<Record<string, unknown>> {
	const input = {
		type: ComponentType.TextInput,
		custom_id: "text",
		style: TextInputStyle.Paragraph,
		label,
		max_length: limit,
		required: isRequired,
		...(placeholder === undefined ? {} : { placeholder: placeholder.slice(0, PLACEHOLDER_CHARS).toWellFormed() }),
		...(value === undefined ? {} : { value }),
	};
	return { custom_id: formId(click), title, components: [{ type: ComponentType.ActionRow, components: [input] }] };
}
