// English: every sentence that the product says by itself, by key. Another language is a file with the same keys.

import { count, cutOut } from "../text.ts";
import type { Sayings } from "./translated.ts";

/** `a, b and c` */
function joined(all: readonly string[]): string {
	return all.length === 1 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/** Draws a part of a sentence in bold, in the markup of one platform. */
export type Bold = (text: string) => string;

export const en = {
	/** How sentences that come as English text are said; absent: as they come. */
	sentences: undefined as Sayings | undefined,

	/** Seconds as text: `0.4`, `12`. */
	seconds: (seconds: string) => `${seconds} s`,
	minutes: (minutes: number) => `${minutes} min`,
	hours: (hours: number) => `${hours} h`,

	/** Between the items of a list. */
	comma: ", ",
	semicolon: "; ",
	/** Between the parts of one sentence. */
	pause: ", ",
	/** Between a name and what is said of it. */
	colon: ": ",
	andMore: (n: number) => ` and ${n} more`,
	lines: (n: number) => count(n, "line"),
	rows: (n: number) => count(n, "row"),
	bytes: (n: number) => count(n, "byte"),
	linesLeftOut: (n: number) => `… ${count(n, "line")} left out …`,
	textLeftOut: cutOut,

	/** What code may do beyond computing. */
	labels: {
		deletes: "Deletes files",
		overwrites: "Overwrites files",
		many_files: "Loops over many files",
		outside: "Reaches outside the workspace",
		subprocess: "Starts other programs",
		network: "Uses the network",
		install: "Installs packages",
		unparsed: "Cannot be fully analysed",
	},

	/** What a program does, step by step. Names are drawn, `columns` may be "". */
	does: {
		reads: (file: string, columns: number) => `reads ${file}${columns === 0 ? "" : ` (${count(columns, "column")})`}`,
		someFile: "reads a file",
		literal: "uses values written in the code",
		where: (condition: string) => `keeps rows where ${condition}`,
		filled: (columns: string) =>
			columns === "" ? "leaves out rows with missing values" : `leaves out rows without ${columns}`,
		some: (columns: string) =>
			columns === "" ? "leaves out rows that are wholly empty" : `leaves out rows where all of ${columns} are empty`,
		distinct: (columns: string) => `leaves out repeated rows${columns === "" ? "" : ` by ${columns}`}`,
		readable: (columns: string) => `treats what it cannot read${columns === "" ? "" : ` in ${columns}`} as empty`,
		largest: (n: number | undefined, columns: string) =>
			`keeps the ${n ?? ""} largest${columns === "" ? "" : ` by ${columns}`}`.replace("  ", " "),
		smallest: (n: number | undefined, columns: string) =>
			`keeps the ${n ?? ""} smallest${columns === "" ? "" : ` by ${columns}`}`.replace("  ", " "),
		first: (n: number | undefined) =>
			n === undefined ? "keeps the first rows" : n === 1 ? "keeps the first row" : `keeps the first ${n} rows`,
		last: (n: number | undefined) =>
			n === undefined ? "keeps the last rows" : n === 1 ? "keeps the last row" : `keeps the last ${n} rows`,
		sample: (n: number | undefined) => (n === undefined ? "keeps random rows" : `keeps ${n} random rows`),
		concat: "puts tables together",
		joins: (columns: string) => `joins tables${columns === "" ? "" : ` by ${columns}`}`,
		groups: (by: string) => (by === "" ? "groups rows" : `groups by ${by}`),
		periods: {
			year: "year",
			quarter: "quarter",
			month: "month",
			week: "week",
			weekday: "day of the week",
			day: "day",
			hour: "hour",
		},
		column: (name: string, from: string) => `computes ${name}${from === "" ? "" : ` from ${from}`}`,
		/** By `Computes.how`. */
		computes: {
			sum: (columns: string) => (columns === "" ? "adds up" : `sums ${columns}`),
			mean: (columns: string) => (columns === "" ? "takes averages" : `averages ${columns}`),
			median: (columns: string) => (columns === "" ? "takes medians" : `takes the median of ${columns}`),
			min: (columns: string) => (columns === "" ? "finds the smallest" : `finds the smallest ${columns}`),
			max: (columns: string) => (columns === "" ? "finds the largest" : `finds the largest ${columns}`),
			count: (columns: string) => (columns === "" ? "counts rows" : `counts ${columns}`),
			distinct: (columns: string) =>
				columns === "" ? "counts different values" : `counts different values of ${columns}`,
			share: (columns: string) => (columns === "" ? "computes shares" : `computes shares of ${columns}`),
			correlation: (columns: string) => `computes correlations${columns === "" ? "" : ` with ${columns}`}`,
			deviation: (columns: string) => `computes standard deviations${columns === "" ? "" : ` of ${columns}`}`,
			variance: (columns: string) => `computes variances${columns === "" ? "" : ` of ${columns}`}`,
			quantile: (columns: string) => `computes quantiles${columns === "" ? "" : ` of ${columns}`}`,
			summary: (columns: string) => `describes ${columns === "" ? "the table" : columns}`,
			cumulated: (columns: string) => `adds up ${columns === "" ? "values" : columns} row by row`,
			change: (columns: string) => `computes changes from row to row${columns === "" ? "" : ` of ${columns}`}`,
			rank: (columns: string) => `ranks ${columns === "" ? "rows" : `rows by ${columns}`}`,
			rolling: (columns: string) => `computes over moving windows${columns === "" ? "" : ` of ${columns}`}`,
			fill: (columns: string) => `fills empty values${columns === "" ? "" : ` of ${columns}`}`,
			number: (columns: string) => `reads ${columns === "" ? "text" : columns} as numbers`,
			date: (columns: string) => `reads ${columns === "" ? "text" : columns} as dates`,
			bins: (columns: string) => `puts ${columns === "" ? "values" : columns} into ranges`,
			rename: () => "renames columns",
		},
		otherwise: (columns: string) => `computes with ${columns === "" ? "the table" : columns}`,
		sorts: (columns: string, descending: boolean) =>
			`sorts${columns === "" ? "" : ` by ${columns}`}${descending ? ", largest first" : ""}`,
		charts: {
			line: "a line chart",
			bar: "a bar chart",
			barh: "a bar chart",
			pie: "a pie chart",
			scatter: "a scatter chart",
			hist: "a histogram",
			box: "a box plot",
			heatmap: "a heat map",
			area: "an area chart",
			chart: "a chart",
		},
		draws: (chart: string, y: string, x: string) =>
			`draws ${chart}${y === "" ? "" : ` of ${y}`}${x === "" ? "" : ` by ${x}`}`,
		writes: (file: string) => `writes ${file}`,
		writesSome: "writes a file",
		connects: "tries to use the network, which is cut off",
		moreSteps: (n: number) => `and ${n === 1 ? "one more step" : `${n} more steps`}`,
		unseen: (line: number) => `from line ${line} on, parts of it cannot be analysed`,
	},
	/** Below code with no label at all. */
	harmless: "Only reads the files here, computes, and makes new files. It has no network.",

	/** The first line of an Attempt's card, and what stands with it. */
	card: {
		fix: (n: number, of: number | undefined) => (of === undefined ? `Fix ${n}` : `Fix ${n} of ${of}`),
		repeat: "Run the same code once more?",
		edited: "Edited code to approve",
		fixToApprove: (fix: string) => `${fix} to approve`,
		code: "Code to approve",
		newVersion: "New version to approve",
		notRun: "Not run",
		notFinished: "Not finished",
		stopping: "Stopping…",
		running: "Running",
		rejected: "Rejected, so it was not run",
		expired: "Expired: nobody decided in time, so it was not run",
		replaced: "Edited, so this version was not run",
		setAside: "Set aside, so it was not run",
		unusable: "It ran, but gave no usable answer",
		worked: "It worked",
		ran: "It ran",
		failed: "It failed",
		timedOut: (after: string) => `Timed out after ${after}`,
		outOfMemory: "Out of memory",
		stopped: "Stopped while running",
		lost: "Lost: it is not known how far it got",
		wrong: (b: Bold) => b("What went wrong:"),
		changed: "What changed",
		changedFirst: "What changed (first part)",
		fromLine: (line: number) => `… from line ${line}:`,
		wholeCode: "The whole code",
		rewritten: "Mostly rewritten, so the changes are not listed.",
		tooManyChanges: "Too much has changed to list it line by line; the code below is complete.",
		noRoomForChanges: "There is no room to list the changes; the code below is complete.",
		attaching: (file: string, isOpen: boolean) =>
			`The code is too long for a message, so it is being attached as ${file}${isOpen ? "; the buttons appear once it is here" : ""}.`,
		attached: (file: string, isOpen: boolean) =>
			`The code is too long for a message: all of it is in ${file} in this thread.${isOpen ? " Please read it before you decide." : ""}`,
		codeFile: (lines: string, language: string) => `The whole code, ${lines} of ${language}`,
		requester: (name: string) => `for ${name}`,
		openUntil: (moment: string) => `open until ${moment}`,
		editedBy: (name: string) => `edited by ${name}`,
		corrected: "Corrected automatically",
		doubted: "Possible problems",
		checked: (title: string, said: string, more: number) => `${title}: ${said}${more > 0 ? ` And ${more} more.` : ""}`,
		checkedOnly: (title: string, n: number) => `${title} in ${count(n, "place")}.`,
		onLine: (what: string, line: number | undefined) => `${what} on line ${line}`,
		risk: (b: Bold, label: string, places: string) => `${b(label)}: ${places}`,
		invisible: (b: Bold, n: number, shown: string, isAll: boolean) =>
			`${b(`This code contains ${n === 1 ? "an invisible character" : `${n} invisible characters`}`)}, written out above: ${shown}${isAll ? "" : " and more"}.`,
		outputSoFar: "Output so far",
		output: "Output",
		printedNothing: "It printed nothing.",
		printedBelow: "What it printed is in the answer below.",
		filesMade: (n: number) => `${count(n, "file")} from this run`,
	},

	/** A direct message to an approver. */
	direct: {
		ask: (name: string) => `${name} asks for your approval`,
		again: (name: string) => `Still waiting: ${name} asks for your approval`,
		above: (name: string) => `${name} asks for your approval of the code above`,
		open: "Open the code in its thread",
		mute: "To get no more of these about that channel, say “mute” there and mention me.",
		expired: "Nobody decided in time, so it was not run",
		over: "It no longer waits for approval",
	},

	/** Who decided, or why nobody was asked. */
	verdict: {
		approved: (name: string, fixes: boolean) => `Approved${fixes ? " with later fixes" : ""} by ${name}`,
		allowed: (why: string) => `No approval needed: ${why}`,
		inAdvance: (name: string) => `${name} approved later fixes in advance, and this one does nothing new`,
		auto: "this channel is set to auto",
		fixes: "this channel is set to fixes, and this fix does nothing new",
		rejected: (name: string) => `Rejected by ${name}`,
		quoted: (reason: string) => `“${reason}”`,
		expired: (moment: string) => `Expired ${moment}`,
		replaced: (name: string) => `Replaced by ${name}’s version below`,
		setAside: (name: string) => `Set aside because ${name} wrote something new`,
	},

	/** What a Run left. */
	left: {
		changed: (files: string) => `Files changed before it ended: ${files}.`,
		variablesGone: "Variables are gone; files are kept.",
		kept: "Variables and files are kept.",
		empty: (files: string) => `Empty, so not posted: ${files}.`,
		filesNotPosted: (why: string) => `The files of this run could not be posted: ${why}`,
		unreadable: "they could not be read from the sandbox; run the code again to get them.",
		tooLarge: (limit: string) =>
			`Too large for Discord, which accepts up to ${limit} per file here. The operator can find these on the bot's machine:`,
		keptAt: (name: string, size: string, path: string) => `${name} (${size}), kept at ${path}`,
		moreInFolder: (n: number) => ` and ${n} more in the same folder`,
	},

	/** What the bot is doing. */
	doing: {
		stopping: "Stopping…",
		waiting: "Waiting",
		inLine: (position: number, what: "model" | "sandbox") =>
			`number ${position} in line for ${what === "model" ? "the model" : "a sandbox"}`,
		loading: "The model is still loading",
		aMinute: "this can take a minute",
		code: "Writing code",
		newVersion: "Writing a new version",
		fix: "Writing a fix",
		answer: "Writing the answer",
		soFar: (lines: string) => `${lines} so far`,
		secondTry: "second try",
		usually: (time: string) => `usually ${time} here`,
		running: "Running",
		thread: "Reading the thread",
		question: "Reading your question",
		/** The line under a thread, after the bot's name. */
		status: {
			stopping: "is stopping…",
			reading: "is reading…",
			writing: "is writing code…",
			running: "is running the code…",
			answering: "is writing the answer…",
			inLine: (place: string) => `is waiting, ${place}…`,
			secondTry: "is writing code, second try…",
			usually: (doing: string, time: string) => `${doing} usually ${time} here`,
		},
	},

	/** How a Turn ended without an answer. */
	ended: {
		gaveUp: "I gave up.",
		best: "Partial output, not checked",
		rephrase: "You can rephrase your question, or tell me here what to do differently.",
		stopped: (name: string) => `Stopped by ${name}`,
		filesKept: "Files are kept. Write here when you want to continue.",
		notAnswered: (b: Bold) =>
			`${b("Nobody answered my question in time")}, so nothing was run. Ask again when you want to continue.`,
		notApproved: (b: Bold) => `${b("Nobody approved in time")}, so nothing was run. Ask again to get a new version.`,
		ranAgain: "Ran again",
		/** `files` it read; `as`: the name of the file that another one took the place of. */
		reran: (time: string, files: readonly string[], as: string | undefined) =>
			`in ${time}${files.length === 0 ? "" : `, on ${files.join(", ")}`}${as === undefined ? "" : ` instead of ${as}`}, without the model.`,
		reranFailed: (time: string, files: readonly string[], as: string | undefined, error: string | undefined) =>
			`it failed after ${time}${files.length === 0 ? "" : `, on ${files.join(", ")}`}${as === undefined ? "" : ` instead of ${as}`}${error === undefined ? "" : `: ${error}`}. Tell me here what to change.`,
		fileOf: (name: string, rows: string) => `${name} (${rows})`,
		haveFiles: (b: Bold, n: number) =>
			`${b(n === 1 ? "I have your file." : "I have your files.")} What would you like to know?`,
		onlyNextMissing: "The program above has run and its output is complete; only the next step is missing.",
		whileRunning: "It happened while the code was running: what it did until then is shown above, and files are kept.",
		nothingElse: "What was run so far is shown above; nothing else was run.",
		nothing: "Nothing was run, and nothing was changed.",
	},

	/** What programs printed and made although no answer came of it. */
	partial: {
		title: "Partial results",
		warning:
			"None of this is an answer: the code behind it failed or gave nothing usable, so figures and charts may be incomplete or wrong.",
		from: (attempt: number, files: string) => `From attempt ${attempt}: ${files}`,
		left: (files: string) => `Too much for one message, so not posted: ${files}`,
	},

	/** The last code, handed out. */
	lastCode: {
		title: "The last code, as a file",
		none: "There is no code to hand out",
		python: (file: string) =>
			`To run it yourself: python ${file}, in a folder with its input files. It needs Python 3 and the packages it imports.`,
		bash: (file: string) => `To run it yourself: bash ${file}, in a folder with its input files.`,
		hash: (sha256: string) => `sha256 ${sha256}`,
		notRun: "It did not give an answer here, and handing it out has not run it again.",
	},

	/** A file that somebody gave. */
	file: {
		fetching: (name: string, size: string) => `Fetching ${name}${size === "" ? "" : ` (${size})`}`,
		columnsNamed: (n: number, names: string) => `${count(n, "column")} (${names})`,
		got: (name: string, as: string, shape: string) => `Got ${name}${as === "" ? "" : `, saved as ${as}`}: ${shape}`,
		some: "a file",
		looksLike: (one: string, other: string) => `encoding looks like ${one} or ${other}`,
		sheet: (name: string, of: number) => `sheet "${name}", one of ${of}`,
		encoding: (name: string) => `encoding ${name}`,
		separated: (by: string) => `separated by ${by}`,
		tabs: "tabs",
		semicolons: "semicolons",
		bars: "vertical bars",
		aboveHeader: (lines: string) => `${lines} above the header`,
		sampled: (rows: string) => `sampled ${rows}`,
	},

	/** The bot's question about the request. */
	question: {
		choose: "Choose one, or answer in your own words.",
		between: (what: "date" | "column", labels: readonly string[]) =>
			`Which ${what} do you mean: ${labels.slice(0, -1).join(", ")} or ${labels.at(-1) ?? ""}?`,
		both: "Both",
		all: "All of them",
		order: (column: string) => `How are the dates in ${column} written: is 03/04 the 3rd of April or March 4th?`,
		dayFirst: "Day first (3 April)",
		monthFirst: "Month first (March 4)",
		assumed: (label: string) => `Nobody answered, so I assume ${label}; tell me if you meant something else.`,
		chose: (name: string, label: string) => `${name} chose ${label}.`,
	},

	/** Lines under an answer. */
	under: {
		written: (line: string) => `Not computed, but written in the code: “${line}”`,
		notDone: (what: string) => `Not done: ${what}.`,
		notWhy: "The figures show what happened, not why.",
		assumed: (label: string) => `Assumed, since my question was not answered: ${label}.`,
		otherwise: (chosen: string, used: string) => `${chosen} was chosen, but the program uses ${used}.`,
		chosen: (name: string, label: string) => `Chosen by ${name}: ${label}.`,
		together: (column: string, values: readonly string[]) =>
			`“${column}” holds ${joined(values)}; these figures take them all together.`,
		level: (column: string, date: string) =>
			`“${column}” is a level at each “${date}”; these figures add it up over several.`,
		now: (column: string, date: string) =>
			`“${column}” is a level at each “${date}”; these figures take its largest or smallest of all, not the last.`,
		running: (column: string) => `“${column}” is a running total; these figures add it up again.`,
		again: (column: string, group: string) =>
			`“${column}” is the same in all rows of each “${group}”; these figures take it once a row.`,
		above: (column: string, mark: string) =>
			`“${column}” holds ${mark} where the value above is meant; these figures take it as a value.`,
		apart: (column: string, values: string) =>
			`“${column}” holds ${values}, which differ only by case; these figures keep them apart.`,
		ratio: (column: string, how: string) =>
			`“${column}” is ${how} of each row; its mean counts each row alike, however large.`,
		missing: (column: string, mark: string) =>
			`“${column}” holds ${mark}, which may stand for a missing value; these figures take it as a number.`,
		once: (column: string) =>
			`“${column}” has its value in the first of several rows; these figures leave out the rows below.`,
		tie: (same: number) => `${same} of them have this same value; only one is named.`,
		tieAtEnd: (same: number, shown: number) =>
			`${same} of them have the same value at the end of the list; ${shown} of these ${shown === 1 ? "is" : "are"} in it.`,
		scaled: (column: string, unit: string) => `“${column}” is in ${unit}, and so are these figures.`,
		scaledAbove: (line: string) => `The file says above its table: “${line}”; these figures are in that unit.`,
		/** `files`: a part for each. */
		rows: (files: readonly string[]) => `Rows of ${files.join("; of ")}.`,
		allUsed: (file: string, rows: string) => `${file}: all ${rows} used`,
		read: (rows: string) => `${rows} read`,
		leftOut: (what: readonly string[]) => `${joined(what)} left out`,
		rowsBy: (rows: string, why: string) => `${rows} ${why}`,
		added: (rows: string, where: string) => `${rows} added by keys that occur several times${where}`,
		used: (rows: string) => `${rows} used`,
		fileRows: (file: string, parts: readonly string[]) => `${file}: ${parts.join(", ")}`,
		onLine: (line: number) => ` (line ${line})`,
		byEarlier: "by an earlier program",
		byLine: (line: number) => `by line ${line}`,
		byCode: (code: string) => `by \`${code}\``,
		/** `why` is as the kernel says it, e.g. `without amount`. */
		why: (why: string) => why,
		otherSteps: (n: number) => `others in ${n} more steps`,
	},

	/** Why there is no answer. */
	ownFix: (old: string, text: string) => `Wrote \`${text}\` in place of \`${old}\`.`,
	noAnswer: {
		noFile: "There is no file in this thread yet; attach it here and I will continue.",
		oursWrong: (turn: string) =>
			`Something went wrong on my side (Turn ${turn}). Try again; if it keeps happening, tell the operator.`,
		wordsForFix: "The model answered in words instead of sending fixed code.",
		ungrounded:
			"The model's answer contains figures that no program printed, so it is not shown; ask for the calculation, or reword the request.",
		tooLong:
			"The model's program was too long twice, so it is not shown; ask for less at once, for example for one table or one chart.",
		keepsFailing:
			"The model keeps proposing code that failed or was rejected; reword the request, or say what to do instead.",
		codeGone: "I no longer have that code, so it was not run again; ask the question again.",
		nothingNew:
			"The model proposed the program that has just run, so there is nothing new to approve; say what should be different, for example another column, period or chart.",
		noWords: (why: string) =>
			`The program ran, but the model could not put its output into words, so here is the output itself. ${why}`,
		sameCode: "The same code again.",
		sameCodeOn: (file: string, as: string) => `The same code again, on ${file} instead of ${as}.`,
	},

	answer: {
		title: "Answer",
		continued: "Answer, continued",
		empty: "The answer is empty.",
		took: (time: string) => `${time} from question to answer`,
		checked: (what: string) => `checked: ${what}`,
		onlyFiles: "The program above printed nothing; its files are in this thread",
		wordsOfModel: "The figures were printed by the program above; the wording is the model’s",
		asPrinted: "As the program above printed it",
	},

	buttons: {
		approve: "Approve",
		approveFixes: "Approve + fixes",
		edit: "Edit",
		reject: "Reject",
		stop: "Stop",
		look: "Show code so far",
		runAgain: "Run it again",
		tryAgain: "Try again",
		reword: "Say it differently",
		partial: "Show what there is",
		code: "Give me the code",
		rerun: "Rerun",
		rerunOn: (name: string) => `Rerun on ${name}`,
		check: "Check",
		export: "Export",
		right: "Right",
		wrong: "Wrong",
		fresh: "Fresh session",
		forget: "Forget everything",
		cancel: "Cancel",
		post: "Post for approval",
	},

	/** Forms behind buttons, by their choice. */
	forms: {
		reject: {
			title: "Reject this code",
			label: "What should be different?",
			hint: "The model reads this and writes a new version.",
			example: "For example: keep the empty rows",
			submit: "Reject",
		},
		reword: {
			title: "Say it differently",
			label: "Your question, in other words",
			hint: "Name the columns, the period or the kind of result you want.",
			example: "For example: total amount by region, 2024 only",
			submit: "Ask",
		},
		wrong: {
			title: "What is wrong?",
			label: "What is wrong with this answer?",
			hint: "Your verdict is noted. Say what is wrong, and I go on from there.",
			example: "For example: refunds are missing",
			submit: "Send",
		},
		code: {
			title: "Edit this code",
			label: "The code that will run",
			hint: "It is shown in the thread first, and runs once it is approved there.",
		},
		/** Of 24 characters at most: Slack takes no more in a title. */
		analyse: {
			title: "Analyse this file",
			label: "What would you like to know?",
			hint: "I read the files of this message and answer in its thread. Everybody there sees your question.",
			example: "For example: the total per region, as a bar chart",
			submit: "Ask",
		},
	},

	/** "Analyse this file" on somebody's message. */
	analyse: {
		asked: (name: string, files: readonly string[]) => `${name} asks about ${joined(files)}`,
		noFile: "This message has no file. Choose a message with a CSV or Excel file, or mention me with your question.",
		unreadable:
			"I cannot read messages in this channel, so I did not take the file. Add me to the channel, then choose the message again.",
		notOpened: "The form could not be opened; please choose the message again.",
		elsewhere: "This form belongs to another channel, so nothing was taken; choose the message again.",
		done: "I am on it, in the thread of that message.",
	},

	/** Said to one person about their verdict on an answer. */
	feedback: {
		noted: {
			right: "Thank you. I have noted that you find this answer right.",
			wrong:
				"Thank you. I have noted that you find this answer wrong. Write here what is wrong, and I will go on from there.",
		},
		changed: {
			right: "I have changed your verdict on this answer to right.",
			wrong:
				"I have changed your verdict on this answer to wrong. Write here what is wrong, and I will go on from there.",
		},
		followUp: (what: string) => `The last answer is wrong: ${what}`,
		about: (request: string, what: string) => `The answer to “${request}” is wrong: ${what}`,
	},

	/** Said to one person about their click. */
	click: {
		notOpened: "The form could not be opened; please click the button again.",
		notSaved: "Your click could not be saved, so nothing has changed; please click again.",
		closed: "This button no longer works: it was already used, or there is a newer version.",
		overtaken: (words: string) =>
			`There is something newer here by now, so this was not passed on; write it in the thread instead: “${words}”`,
		forgotten: (day: string) =>
			`This thread was forgotten on ${day}, so its buttons no longer do anything. Mention me to ask again.`,
		soFar: "This is written so far. It may still change, and nothing of it has run:",
		nothingYet: "There is no code to show yet.",
		unchanged: "A rerun runs the code unchanged; reject it, and say here what should be different.",
		questionExpired: "This question has expired because nobody answered it in time; ask again.",
		codeExpired: "This code has expired because it was not approved in time; ask again to get new code.",
		tooLongToEdit: (file: string) =>
			`This code is too long for a form. Reply in this thread with the edited code as a file named ${file}, and I will post it here for approval.`,
		someoneWhoAsked: "the person who asked",
		mayChoose: (name: string) =>
			`Only ${name} or somebody who added to the question may choose; you can answer here in words.`,
		outsiders: "Guests, bots and people from other workspaces are not allowed to decide here, so nothing was changed.",
		mayDo: (name: string) => `Only ${name} or an approver may do that.`,
		mayDecide: (name: string | undefined) =>
			`Only ${name === undefined ? "an approver" : `${name}, who asked,`} may decide about this code, so nothing was changed.`,
		maySteer: (name: string) => `Only ${name}, who asked, or an approver may do that, so nothing was changed.`,
		notInAdvance: "Fixes cannot be approved in advance here; approve only this code.",
		fourEyes:
			"In this channel a second person has to approve: somebody who did not ask for the code, add to it or edit it.",
	},

	/** Sentences about a Turn. */
	notices: {
		arrived: (n: number) =>
			`${count(n, "message")} arrived while I was working; I will take ${n === 1 ? "it" : "them"} into account next.`,
		arrivedLate: (n: number) =>
			`${count(n, "message")} arrived while I was finishing; ${n === 1 ? "it is answered here" : "they are answered here together"}.`,
		asks: (name: string, request: string) => `${name} asks: “${request}”`,
		editSetAside: (name: string) =>
			`The edit by ${name} was set aside, because something new came before it was shown.`,
		standing: (what: string) => `Earlier code in this session left something behind that may change results: ${what}.`,
		demo: "This is the demo, with a sample file. The first program was prepared so that it fails; the model writes the fix. Nothing runs before you click Approve.",
		coversFixes: "In this channel, Approve also covers later fixes for this question, as long as they do nothing new.",
		startsOver: "The fixes did not help, so the model starts over from the request.",
		repeated: "The model proposed code that had already failed or been rejected, so it starts over from the request.",
		tooLong:
			"This thread has grown too long for the model, so it no longer sees the earlier questions; variables and files are kept.",
		restarted: "The session was restarted: variables are gone, files are kept.",
		dropped: (n: number) => `${count(n, "message")} that came before Stop ${n === 1 ? "was" : "were"} not answered.`,
		/** Why code has to be approved once more. */
		again: {
			restarted:
				"The session was restarted after this code was shown: variables are gone, files are kept. Please approve it again.",
			changed: "Something changed after this code was allowed to run without approval, so it needs approval now.",
			unshown: "This code could not be shown in time to run without approval, so it needs approval now.",
			noLonger: (name: string) =>
				`${name} approved this code but is no longer allowed to, so somebody else has to approve it.`,
			unchecked: (name: string) =>
				`I could not check whether ${name} may approve this code, so please approve it again.`,
			lost: "The run was lost; the code may have run partly. I never rerun it on my own: approve it to run it again.",
		},
		fresh: (name: string) => `${name} started a fresh session: variables are gone, files are kept.`,
	},

	/** Commands, and what the bot says to them. */
	commands: {
		howTo: "How to use me",
		ask: "Ask about your files in your own words. A message that is just one of these words is a command:",
		does: {
			stop: "stops what I am doing; files are kept",
			status: "shows what I am doing, and my limits",
			waiting: "writes to you directly what waits for you, and how far your own questions are",
			reset: "starts over: I forget the variables and the conversation, but keep the files",
			rerun: "runs the last working code again, on the newest file of the same kind",
			check: "has a second program written for the last question, to see whether both agree",
			export: "posts the code that ran, as a notebook and as a script",
			"export html":
				"posts a report: questions, answers, charts, the code and who approved it, as a page for any browser",
			"export pdf": "posts the same report, laid out to be printed as a PDF",
			demo: "shows an example with a sample file",
			forget: "deletes this thread's files, code and conversation, after you confirm",
			mute: "I no longer write to you directly when code waits in this channel",
			unmute: "I write to you again when code waits in this channel, if you may approve it",
			mention: "makes me answer here only when I am mentioned",
			thread: "makes me answer every message here, unless it is addressed to somebody else",
			help: "shows this list",
		},
		line: (words: string, does: string) => `• ${words}: ${does}`,
		/** Of the command that answers to one person alone. */
		alone: {
			threadloop: "What waits for you, what I am doing, and how to use me; only you see the answer",
			waiting: "What waits for you, and how far your own questions are",
			status: "What I am doing, and my limits",
			help: "How to use me",
		},
		/** What the buttons do, a line each; the names are those of `buttons`. */
		buttons: [
			"The buttons under code and answers:",
			"• Approve: runs exactly the code above it, once. It is red where the code deletes, overwrites, leaves the workspace or cannot be fully analysed.",
			"• Approve + fixes: also runs later fixes for this question, as long as they do nothing new",
			"• Edit: shows your version of the code here, to be approved",
			"• Reject: runs nothing, and asks what should be different",
			"• Stop: ends what I am doing",
			"• Show code so far: shows you alone the code that is being written",
			"• Try again: has code written once more for a question without an answer, whether I gave up, somebody stopped it or nobody decided",
			"• Say it differently: asks such a question in other words",
			"• Show what there is: posts what a question that I gave up has printed and made, as partial results",
			"• Give me the code: posts the last code as a file, for you to run yourself",
			"• Check: has a second program written for the same question, to see whether both agree",
			"• Rerun: runs the same code again, on the newest file of the same kind",
			"• Right, Wrong: notes your verdict on an answer for the operator, without its content; Wrong asks what is wrong",
			"• Export: posts the code that ran, as a notebook and as a script",
		],
		muted: "I no longer write to you about code that waits in this channel",
		unmuted: "I write to you again about code that waits in this channel, if you may approve it",
		busy: "One thing at a time",
		busyLine: (command: string) =>
			`Something is still in progress here: say "stop" to end it, then say "${command}" again.`,
		nothingToStop: "There is nothing to stop",
		nothingToExport: "Nothing to export yet",
		nothingToRerun: "Nothing to rerun yet",
		nothingRan: "No code has run successfully here yet.",
		nothingToCheck: "Nothing to check",
		notCheckable: "The last question was not answered with figures that a program printed.",
		mentioned: "I now answer only when mentioned",
		mentionedLine:
			'From now on I answer in this thread only when you mention me. To change that back, mention me and say "thread".',
		everything: "I now answer every message here",
		everythingLine:
			'From now on I answer every message in this thread, unless it is addressed to somebody else. To change that, say "mention".',
		startedOver: "Started over",
		startedOverLine: "I have forgotten the variables and the conversation; your files are still here.",
		confirm: "Forget this thread?",
		sayAgain: (question: string) => `${question} Then please say “forget” once more; nothing was deleted.`,
		confirmLines: [
			"This deletes everything I keep about this thread: its container and all files in it, your uploads, the code, its output and the conversation.",
			"Messages posted here stay until you delete them, and I read them again if you mention me. The audit log keeps ids and hashes, but no content. This cannot be undone.",
		],
		forgotten: "Forgotten",
		forgottenBecause: {
			asked:
				"As you asked, I have deleted the container, the files in it, your uploads, the code, its output and the conversation. Mention me to start again.",
			deleted:
				"The first message of this thread was deleted, so I have deleted the container, the files in it, your uploads, the code, its output and the conversation. Mention me to start again.",
			unused:
				"This thread was not used for a long time, so I have deleted the container, the files in it, your uploads, the code, its output and the conversation. Mention me to start again.",
		},
		notForgotten: "Not forgotten yet",
		busyForgetting: 'This thread is busy right now, so nothing was deleted; say "forget" again in a minute.',
		stuck: "Stuck",
		exported: "Here is the code that ran",
		exportedLine: (n: number) =>
			`${n === 1 ? "1 program, with its" : `${n} programs in order, with their`} output and the sha256 of every file read. Failed programs and reruns are left out.`,
		reported: "Here is the report of this thread",
		reportedLine: (n: number) =>
			`${count(n, "question")} with answers, charts, code and approvals. Open the file in any browser; it needs no network and runs no scripts.`,
		asPdf:
			"I cannot make a PDF myself: open the file in a browser, print it and choose “Save as PDF”. It is laid out for that.",
		filesNotPosted: "The files could not be posted",
		sandboxStopped: "The sandbox was stopped",
	},

	/** Of the demo; the request goes to the model, too. */
	demo: {
		request:
			"read sales.csv, drop the empty rows, turn the date column into datetime, print the total amount per region and draw it as a bar chart",
		why: "It reads the sales, turns created_at into dates, and adds up the amounts of each region.",
		title: "Total amount per region",
		amount: "amount",
	},

	/** In an exported notebook or script. */
	notebook: {
		title: "The code that ran in this thread",
		scriptTitle: (at: string) => `The code that ran in a thread, exported ${at}.`,
		exported: (at: string) => `Exported ${at}.`,
		noFiles: "It reads no files.",
		again: "To run it again, put the files below in the same folder as this notebook.",
		columns: ["file", "bytes"] as readonly [string, string],
		reads: "It reads:",
		unknown: "not known",
		ran: (at: string, hash: string) => `Ran ${at} · sha256 of the code ${hash}`,
		restarted: "The Python session was restarted here: the variables of the code above were lost.",
	},

	/** The page that `export html` posts. */
	report: {
		title: "Report of a thread",
		made: (moment: string, n: number) => `Made ${moment} · ${count(n, "question")}`,
		files: "Files",
		fileColumns: ["File", "Bytes", "sha256"],
		noFiles: "No files were given.",
		unknown: "not known",
		noRequest: "(no words)",
		output: "What the program printed",
		cut: "… (the rest is left out here)",
		moreRows: (n: number) => `${count(n, "more row")} not shown`,
		code: "Code that ran",
		hash: "sha256 of the code",
		ran: "Ran",
		approval: "Approved by",
		byRules: "the rules of this channel, without a click",
		inAdvance: (name: string) => `${name}, who had approved later fixes`,
		madeFiles: "Files made",
		leftOut: "Programs that failed and reruns are left out. Every sha256 can be found in the audit log.",
	},

	/** What can be asked. */
	greeting: {
		hello:
			"Hello! Ask about your files in your own words: I write the code, you see it before it runs, and the answer comes back here.",
		forExample: "For example:",
		noFile: "Attach a CSV or an Excel file with your question, or say “demo” to see an example.",
		commands: "Say “help” for what else I can do.",
		tryThese: (examples: string) => `For example: ${examples}`,
		average: (measure: string, group: string) => `Average “${measure}” by “${group}”, the highest first`,
		overTime: (measure: string, date: string) => `Draw “${measure}” over time, by “${date}”`,
		perGroup: (group: string) => `How many rows are there for each “${group}”, as a bar chart?`,
		rows: (file: string) => `How many rows does ${file} have, and where are values missing?`,
	},

	/** Of one person. */
	waiting: {
		title: (forMe: number, asked: number) =>
			forMe + asked === 0
				? "Nothing waits for you, and you have no open question"
				: `Waiting for you: ${forMe} · your other open questions: ${asked}`,
		item: (name: string, request: string, state: string) => `${name}: “${request}” (${state})`,
		more: (n: number) => `The oldest come first; ${n} more ${n === 1 ? "is" : "are"} not shown.`,
		/** Headings of the list. */
		forMe: "Waiting for you",
		asked: "Your other questions",
		decided: "Decided, and still in progress",
		upToDate: "This page is kept up to date for an hour after you open it.",
		sent: "I wrote it to you in a direct message, because others read this",
		below: "It is at the end of our direct messages",
		onlyHere: "I could not write to you directly, so this lists this channel only.",
	},

	status: {
		title: "Status",
		now: (what: string) => `Now: ${what}`,
		attempts: (all: number, failed: number) => `Attempts: ${all} so far, ${failed} failed`,
		queue: (what: string) => `Queue: ${what}`,
		model: (what: string) => `Model: ${what}`,
		container: (what: string) => `Container: ${what}`,
		limits: (what: string) => `Limits: ${what}`,
		listens: (what: string) => `I answer: ${what}`,
		mentions: "only messages that mention me",
		everything: "every message here, unless it is addressed to somebody else",
		soFar: (time: string) => `, ${time} so far`,
		nothingAsked: "nothing has been asked here yet",
		stopping: "stopping",
		inLine: "waiting in line",
		ended: (ago: string) => `nothing; the last question ended ${ago} ago`,
		approval: (left: string) => `waiting for approval of the code, ${left} left`,
		answer: (left: string) => `waiting for an answer to my question, ${left} left`,
		reading: "reading the thread and its files",
		loading: "waiting for the model to load",
		writing: "the model is writing code",
		running: "running code",
		answering: "the model is writing the answer",
		perRun: (seconds: number) => `${seconds} s per run`,
		fixes: (n: number) => `${n === 1 ? "1 fix" : `${n} fixes`} per question`,
		notWaiting: "not waiting",
		first: "nobody is ahead of you",
		modelSilent: "not answering right now",
		modelDown: "not answering",
		closed: "stopped; the next question starts one with the same files",
		open: (use: string, session: string) => `open, ${use}, Python session ${session}`,
		busy: "busy",
		idle: (time: string) => `idle for ${time}`,
		noSession: "not answering",
	},
};

export type Texts = typeof en;
