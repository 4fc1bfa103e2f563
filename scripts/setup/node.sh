# Sourced, in the project's root, by plain sh: npm's packages as the lock file says, and node_modules/.bin first in PATH.

node_is_current() {
	[ -x node_modules/.bin/node ] && [ -f node_modules/.package-lock.json ] &&
		[ -z "$(find package-lock.json -newer node_modules/.package-lock.json)" ]
}

install_node() {
	node_is_current && return 0 # the other command was faster
	command -v npm >/dev/null || {
		echo "setup: npm is missing; install Node 20 or newer with npm, then run this again." >&2
		return 1
	}
	echo "setup: node           fetching packages with npm ci ..."
	# In the background, so that a signal to this script ends npm at once.
	npm ci --include=dev --no-audit --no-fund --loglevel=error </dev/null 8<&- &
	child=$!
	trap 'kill "$child" 2>/dev/null; wait "$child" 2>/dev/null; exit 130' INT TERM HUP
	code=0
	wait "$child" || code=$?
	trap - INT TERM HUP
	[ "$code" = 0 ] && return 0
	echo "setup: npm ci failed (exit $code); is the registry reachable? Try it by hand: npm ci" >&2
	return 1
}

began=$(date +%s)
if ! node_is_current; then
	if command -v flock >/dev/null; then
		exec 8<package-lock.json
		flock 8
		install_node
		exec 8<&-
	else
		install_node
	fi
fi

PATH=$PWD/node_modules/.bin:$PATH
export PATH
version=$(node -p process.versions.node)
[ "${version%%.*}" -ge 24 ] || {
	echo "setup: the Node in node_modules is $version, but 24 is needed; run: rm -rf node_modules && npm ci" >&2
	exit 1
}
printf 'setup: %-14s %3d s  %s\n' node "$(($(date +%s) - began))" "Node $version"
