#!/usr/bin/env bash
# Makes this machine ready, a line a step; looks first and skips what is there, so it is safe to run again.
# Arguments: what is wanted besides the engine and its image: redis, model, chromium, compose.
# Environment: STATE_DIR (absolute), THREADLOOP_OWNER (pid of the caller, who ends the engine if this starts one), settings of .env.
set -euo pipefail
umask 077
cd "$(dirname "$0")/.."

STATE=${STATE_DIR:?}
WANTED=" $* "
LOGS=$STATE/logs
export LC_ALL=C.UTF-8 DOCKER_CLI_HINTS=false
mkdir -p "$LOGS"
wanted() { case $WANTED in *" $1 "*) true ;; *) false ;; esac; }

if command -v flock >/dev/null; then
	exec 9>"$STATE/setup.lock"
	flock -n 9 || {
		echo "setup: another set-up is at work in $STATE; waiting for it ..."
		flock 9
	}
fi

STEP=start NOTE='' BEGAN=$SECONDS
# NAME FUNCTION: called bare, so that errexit holds inside the function.
step() {
	STEP=$1 NOTE='' BEGAN=$SECONDS
	"$2"
	printf 'setup: %-14s %3d s  %s\n' "$1" $((SECONDS - BEGAN)) "$NOTE"
}
# Says that a slow thing begins.
slow() { printf 'setup: %-14s        %s ...\n' "$STEP" "$1"; }
# What is missing, and how to get it; ends the set-up.
cannot() {
	printf 'setup: cannot go on (%s): %s\n' "$STEP" "$1" >&2
	shift
	for line in "$@"; do printf '       %s\n' "$line" >&2; done
	SAID=yes
	exit 1
}
SAID=
trap 'code=$?; [ $code = 0 ] || [ -n "$SAID" ] || echo "setup: step \"$STEP\" failed (exit $code); the whole output is in $LOGS" >&2' EXIT
trap 'SAID=yes; exit 130' INT TERM HUP
# COMMAND...: what it makes is for the whole machine: packages, an engine, an image.
shared() ( umask 022; "$@" )
# LOG COMMAND...: quietly, its last lines shown where it fails.
logged() {
	local log=$LOGS/setup-$1.log code=0
	shift
	"$@" >"$log" 2>&1 </dev/null 9>&- || code=$?
	[ "$code" = 0 ] || tail -n 15 "$log" >&2
	return "$code"
}

for part in system engine images model compose; do
	# shellcheck source=/dev/null
	. "scripts/setup/$part.sh"
done

step packages do_packages
step engine do_engine
step 'base image' do_base_image
step 'sandbox image' do_sandbox_image
if wanted model; then
	step 'model venv' do_venv
	step weights do_weights
fi
if wanted compose; then
	step 'hub images' do_hub_images
	step 'bot image' do_bot_image
fi
