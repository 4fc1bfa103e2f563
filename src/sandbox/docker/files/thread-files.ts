// Files port over a Thread's folders on the host.

import { keyOf } from "../../files/names.ts";
import type { Files } from "../../ports.ts";
import { artifactBytes, collect, madeBetween } from "./artifacts.ts";
import type { Folders } from "./folders.ts";
import { scan } from "./scan.ts";
import { putBack, standIn } from "./stand-ins.ts";
import { digestOf, findUpload, putUpload } from "./workspace.ts";

export function openFiles(o: {
	folders: Folders;
	maxUploadBytes: number;
	/** BotError `disk_full` if this many bytes have no room. */
	checkRoom: (bytes: number) => Promise<void>;
	/** Called after bytes of an Upload came, all or some. */
	added: () => void;
}): Files {
	const { folders } = o;
	return {
		async put(file, bytes, signal) {
			const known = await findUpload(folders, file.id);
			if (known !== undefined) return known;
			await o.checkRoom(file.size);
			return await putUpload({ folders, file, bytes, maxBytes: o.maxUploadBytes, signal }).finally(o.added);
		},
		find: (id) => findUpload(folders, id),
		digest: (id) => digestOf(folders, id),
		scan: () => scan(folders.workspace),
		made: (before, after) => madeBetween(folders, before, after),
		collect: ({ run, ...made }) => collect({ ...made, folders, run: keyOf(run) }),
		standIn: (all) => standIn(folders, all),
		putBack: (all) => putBack(folders, all),
		bytes: (artifact) => artifactBytes(folders, artifact),
	};
}
