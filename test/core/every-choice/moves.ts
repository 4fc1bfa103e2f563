// What people and time may do: every choice on every button, every kind of message, every command. Taken from the lists of the code.

import { type Command, commandOf } from "../../../src/core/commands/words.ts";
import { CHOICES } from "../../../src/core/domain/inbox.ts";
import { codeFileOf } from "../../../src/core/domain/turns.ts";
import type { Choice, ForgetNote, MessageNote, Note, Person, Session, Ticket } from "../../../src/core/domain.ts";
import type { Click } from "../../../src/core/ports.ts";
import { alice, bob } from "../../fakes/world.ts";
import { BUTTONS, PEOPLE } from "./cast.ts";
import type { Game } from "./game.ts";

export interface Move {
	readonly name: string;
	readonly group: (typeof GROUPS)[number];
	/** Whether it is there at all in this state. */
	readonly fits?: (session: Session | undefined, tickets: readonly Ticket[]) => boolean;
	readonly play: (game: Game) => Promise<void>;
}

/** What is alike in a walk; what ends all is rare there. */
const GROUPS = ["click", "other click", "message", "command", "ending"] as const;

/** What comes with a click of each choice. */
export const CLICKS: Record<Choice, readonly Pick<Click, "reason" | "code">[]> = {
	approve: [{}],
	approve_fixes: [{}],
	reject: [{}, { reason: "" }, { reason: "go about it another way" }],
	edit: [{}, { code: "print('edited')" }, { code: "" }],
	stop: [{}],
	again: [{}],
	reword: [{}, { reason: "in other words" }],
	partial: [{}],
	code: [{}],
	right: [{}],
	wrong: [{}, { reason: "" }, { reason: "refunds are missing" }],
	rerun: [{}],
	check: [{}],
	export: [{}],
	forget: [{}],
	fresh: [{}],
	choose: [{}],
};

const KINDS = [...new Set(Object.values(BUTTONS))];
const everybody: readonly Person[] = [alice, ...Object.values(PEOPLE)];

const clicks: readonly Move[] = CHOICES.flatMap((choice) =>
	CLICKS[choice].flatMap((more) =>
		KINDS.flatMap((kind) =>
			// On a wrong button it is enough that one person tries.
			(kind === BUTTONS[choice] ? everybody : [alice]).map((by): Move => {
				const what = Object.entries(more).map(([name, text]) => ` with ${name} "${text}"`);
				return {
					group:
						kind !== BUTTONS[choice] || by !== alice ? "other click" : /stop|forget/.test(choice) ? "ending" : "click",
					name: `${by.name} clicks ${choice}${what.join("")} on the ${kind} button`,
					fits: (_session, tickets) => tickets.some((ticket) => ticket.kind === kind),
					play: async (game) => {
						const ticket = (await game.state()).tickets.findLast((one) => one.kind === kind);
						await game.click({ token: ticket?.token ?? "", choice, ...more }, by);
					},
				};
			}),
		),
	),
);

/** Buttons that were open once, clicked once more. */
const stale: readonly Move[] = CHOICES.map((choice) => ({
	group: "other click",
	name: `Alice clicks ${choice} on a closed button`,
	play: async (game) => {
		const open = new Set((await game.state()).tickets.map(({ token }) => token));
		const closed = Object.values(game.ledger.tickets).findLast(
			({ kind, token }) => kind === BUTTONS[choice] && !open.has(token),
		);
		const { code = "print('late')", reason = "late" } = {};
		await game.click({ token: closed?.token ?? "f".repeat(32), choice, code, reason });
	},
}));

const COMMANDS: Record<Command, string> = {
	stop: "stop",
	status: "status",
	waiting: "waiting",
	reset: "reset",
	rerun: "rerun",
	check: "check",
	export: "export",
	"export html": "export html",
	"export pdf": "导出 pdf",
	demo: "demo",
	forget: "forget",
	mute: "mute",
	unmute: "unmute",
	mention: "mention",
	thread: "thread",
	help: "help",
};

const commands: readonly Move[] = Object.entries(COMMANDS).flatMap(([command, text]) => {
	if (commandOf(text) !== command) throw new Error(`${text} is no longer ${command}`);
	return [alice, bob].map(
		(author): Move => ({
			group: /stop|reset|forget/.test(command) ? "ending" : "command",
			name: `${author.name} says ${command}`,
			play: (game) => game.say(text, { author }),
		}),
	);
});

type Says = (game: Game) => readonly [text: string, more?: Partial<MessageNote> & { readonly addressed?: boolean }];
const MESSAGES: Record<string, Says> = {
	"Alice says something": (game) => [game.words()],
	"Bob says something": (game) => [game.words(), { author: bob }],
	"Gus says something": (game) => [game.words(), { author: PEOPLE.guest }],
	"Alice says something in the thread": (game) => [game.words(), { addressed: false }],
	"Alice says something under older messages": (game) => [game.words(), { midThread: true }],
	"Alice says something to somebody else": (game) => [`@bob ${game.words()}`, { addressed: false }],
	"another bot says something": (game) => [game.words(), { author: PEOPLE.bot }],
	"Alice sends a file with words": (game) => [game.words(), { files: [game.file("more.csv")] }],
	"Bob sends a file alone": (game) => ["", { files: [game.file("bobs.csv")], author: bob }],
	"Alice sends two files": (game) => ["", { files: [game.file("a.csv"), game.file("b.csv")] }],
	"Alice sends a file of code alone": (game) => ["", { files: [game.file("mine.py")] }],
	"Bob sends the edited code under its name": (game) => {
		const attempts = game.bot.session()?.turn?.attempts ?? [];
		const current = attempts.at(-1);
		const name = current === undefined ? "attempt-1.py" : codeFileOf(attempts.length - 1, current.proposal);
		return [game.words(), { files: [game.file(name)], author: bob }];
	},
	"Alice asks what can be read in two ways": (game) => [
		`${game.words()} amount by region`,
		{ files: [game.file("two-amounts.csv")] },
	],
	"Alice answers in words": () => ["net"],
	"Alice says rerun with a file": (game) => ["rerun", { files: [game.file("newer.csv")] }],
	"Alice says nothing": () => [""],
	"the last message comes once more": (game) => {
		const { text = "", key = "m" } = game.ledger.notes.at(-1) ?? {};
		return [text, { key }];
	},
	"the last message comes once more, with a file": (game) => {
		const { text = "", key = "m", author = alice } = game.ledger.notes.at(-1) ?? {};
		return [text, { key, author, files: [game.file("late.csv")] }];
	},
};

const messages: readonly Move[] = Object.entries(MESSAGES).map(([name, says]) => ({
	group: "message",
	name,
	play: async (game) => game.say(...says(game)),
}));

const FORGETS: Record<ForgetNote["why"], string> = {
	deleted: "the first message is deleted",
	unused: "nobody has used the thread for long",
};

const forgets: readonly Move[] = Object.entries(FORGETS).map(([why, name]) => ({
	group: "ending",
	name,
	play: (game) => game.forget(why as ForgetNote["why"]),
}));

/** Everything that lands in an inbox. */
const NOTES: Record<Note["kind"], readonly Move[]> = {
	click: [...clicks, ...stale],
	message: [...messages, ...commands],
	forget: forgets,
};

/** What happens without a note. */
export const NATURE: readonly Move[] = [
	{ group: "ending", name: "two hours pass", play: async (game) => game.pass(2 * 3_600_000) },
	{ group: "ending", name: "Alice becomes a guest", play: async (game) => game.become({ ...alice, trust: "guest" }) },
];

export const MOVES: readonly Move[] = Object.values(NOTES).flat();
