// Interactions as Discord sends them: what each of them carries, and a form that was filled in.

import { formId } from "../../../src/adapters/discord/events.ts";

/** By this person, in the thread 40 of the channel 10. */
export function interaction(user: { readonly id: string; readonly username: string }) {
	return {
		id: "31",
		application_id: "900",
		token: "tok",
		version: 1,
		guild_id: "1",
		channel_id: "40",
		channel: { id: "40", type: 11, parent_id: "10" },
		member: { user, roles: [], permissions: "0" },
	};
}

/** `components` hold what was written into the form. */
export function filledForm(
	user: Parameters<typeof interaction>[0],
	form: Parameters<typeof formId>[0],
	components: readonly unknown[],
) {
	return { ...interaction(user), type: 5, data: { custom_id: formId(form), components } };
}
