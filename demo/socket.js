// Preloaded into the look-alike: it listens on a socket in a closed folder in place of a port, so that only the guarded ports lead to it.
const { LOOKALIKE_SOCKET: unix, LOOKALIKE_ADDRESS: address } = Bun.env;
require("node:fs").rmSync(unix, { force: true });
const serve = Bun.serve;
Bun.serve = ({ port: _, hostname: __, ...options }) =>
	// The addresses that it hands out are made from its port: they lead through the guarded one.
	Object.defineProperty(serve.call(Bun, { ...options, unix }), "port", { value: address });
