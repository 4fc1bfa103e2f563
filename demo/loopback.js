// Preloaded into the look-alike, which by itself listens on every address of the machine: here it listens on loopback only.
const serve = Bun.serve;
Bun.serve = (options) => serve.call(Bun, { ...options, hostname: "127.0.0.1" });
