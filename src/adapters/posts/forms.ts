// Forms behind two buttons (why code was rejected, and the code to be edited) in the words that all platforms share, and what is said if a click comes to nothing.

export const REASON_FORM = {
	title: "Reject this code",
	label: "What should be different?",
	hint: "The model reads this and writes a new version.",
	example: "For example: keep the empty rows",
	maxChars: 2000,
} as const;

export const CODE_FORM = {
	title: "Edit this code",
	label: "The code that will run",
	hint: "It is shown in the thread first, and runs once it is approved there.",
} as const;

export const NOT_OPENED = "The form could not be opened; please click the button again.";

export const NOT_SAVED = "Your click could not be saved, so nothing has changed; please click again.";
