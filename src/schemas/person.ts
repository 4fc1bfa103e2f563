// Schema of somebody as the platform asserts them, as zod.

import { z } from "zod";
import { record } from "./stored.ts";

export const person = record({
	id: z.string(),
	name: z.string(),
	trust: z.enum(["member", "guest", "external", "bot"]),
	groups: z.array(z.string()).readonly().exactOptional(),
}).readonly();
