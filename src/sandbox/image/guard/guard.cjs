// Guard for Node.js, loaded at every start: it loads what came with the image; files that people or programs made are data.
"use strict";
const { registerHooks } = require("node:module");
const { fileURLToPath } = require("node:url");

registerHooks({
	resolve(specifier, context, next) {
		const found = next(specifier, context);
		const path = found.url.startsWith("file:") ? fileURLToPath(found.url) : undefined;
		if (path === undefined || path.startsWith("/usr/") || path.startsWith("/opt/")) return found;
		throw new Error(`${path} lies where files are data and are never run; put its code into the program`);
	},
});
