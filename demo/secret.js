// Runs in the look-alike's page first: takes the secret out of the address bar, and sends it with all that shows or changes something.

(() => {
	const address = new URL(location.href);
	const shown = address.searchParams.get("secret");
	// Storage is this port's alone; a cookie goes to every port of the machine.
	if (shown !== null) localStorage.setItem("secret", shown);
	address.searchParams.delete("secret");
	history.replaceState(null, "", address);
	const secret = localStorage.getItem("secret") ?? "";

	const Plain = window.WebSocket;
	window.WebSocket = class extends Plain {
		constructor(url, protocols) {
			const to = new URL(url);
			to.searchParams.set("secret", secret);
			super(to, protocols);
		}
	};
	const plain = window.fetch;
	window.fetch = (to, init = {}) =>
		String(to).startsWith("/")
			? plain(to, { ...init, headers: { ...init.headers, "x-demo-secret": secret } })
			: plain(to, init);
})();
