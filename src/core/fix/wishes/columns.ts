// Columns of the files that are there, one after the other.

import type { ColumnProfile, Upload } from "../../domain.ts";

export function columnsOf(uploads: readonly Upload[]): readonly ColumnProfile[] {
	return uploads.flatMap(({ state }) => (state.kind === "stored" ? (state.profile.columns ?? []) : []));
}
