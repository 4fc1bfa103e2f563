// The scripted model as a container in place of llama.cpp's, where there are no weights.

import { startPlayer } from "../../e2e/model.ts";
import { recorded } from "../../e2e/stage.ts";

await startPlayer(recorded, { host: "0.0.0.0", port: 8000 });
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => process.exit(0));
