# Sourced by setup.sh: programs of the operating system, installed where we may, named where we may not.

has() { command -v "$1" >/dev/null 2>&1; }
os() { (. /etc/os-release 2>/dev/null && echo "$ID ${ID_LIKE:-}"); }
is_debian_like() { has apt-get && case " $(os) " in *" debian "* | *" ubuntu "*) true ;; *) false ;; esac; }
is_debian() { has apt-get && case "$(os)" in debian*) true ;; *) false ;; esac; }
may_install() { is_debian_like && [ "$(id -u)" = 0 ]; }

# A python3 that can make a virtual environment; the first in PATH need not be it.
find_python() {
	local python
	for python in python3 /usr/bin/python3; do
		"$python" -c 'import venv, ensurepip' >/dev/null 2>&1 && { command -v "$python"; return 0; }
	done
	return 1
}

do_packages() {
	local want=()
	has curl || want+=(curl ca-certificates)
	# The command alone is enough where an engine is given by DOCKER_HOST, or answers already.
	if ! has docker || { [ -z "$HOST_SET" ] && ! has dockerd && ! engine_answers; }; then want+=(docker.io); fi
	if wanted redis && ! has redis-server; then want+=(redis-server); fi
	if wanted model && ! [ -x "$STATE/venv/bin/python" ] && ! find_python >/dev/null; then want+=(python3 python3-venv); fi
	# Only Debian has it as a package; elsewhere the browser test says that it is skipped.
	if wanted chromium && is_debian && ! has chromium; then want+=(chromium fonts-noto-color-emoji); fi
	if [ ${#want[@]} = 0 ]; then
		NOTE='already there'
		return
	fi
	if ! may_install; then
		if is_debian_like; then
			cannot "these are missing and only root may install them: ${want[*]}" "sudo apt-get update && sudo apt-get install -y ${want[*]}"
		fi
		cannot "these are missing: ${want[*]} (named as Debian names them)" \
			"Install Docker (or start Docker Desktop), redis-server, curl and a python3 with venv, then run this again."
	fi
	apt_install "${want[@]}"
	NOTE="installed ${want[*]}"
	# From Debian 13 on the docker command is a package of its own.
	if ! has docker; then apt_install docker-cli; fi
}

# PACKAGE...: never asks, never starts a service, waits for another apt.
apt_install() {
	local try policy=/usr/sbin/policy-rc.d
	slow "installing $*"
	export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 UCF_FORCE_CONFFOLD=1
	# An earlier install may have been interrupted.
	[ -z "$(dpkg --audit 2>/dev/null)" ] || logged dpkg shared dpkg --configure -a --force-confdef --force-confold
	for try in 1 2 3 4 5 6 7 8 9 10; do # the lock of the lists has no wait option
		if logged apt-update shared apt-get -o Acquire::Retries=3 -o Acquire::Languages=none update; then break; fi
		grep -q 'Could not get lock' "$LOGS/setup-apt-update.log" && [ "$try" -lt 10 ] ||
			cannot "the package lists could not be read" "Look at it with: apt-get update"
		sleep 6
	done
	# Without systemd nobody else looks after services: a package must not start one behind our back.
	if ! [ -d /run/systemd/system ] && ! [ -e $policy ]; then
		printf '#!/bin/sh\nexit 101\n' >$policy
		chmod 755 $policy
		trap 'rm -f /usr/sbin/policy-rc.d; SAID=yes; exit 130' INT TERM HUP
		local ours=yes
	fi
	local code=0
	logged apt-install shared apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -o Dpkg::Options::=--force-confdef \
		-o Dpkg::Options::=--force-confold install -y --no-install-recommends "$@" || code=$?
	if [ "${ours:-}" = yes ]; then
		rm -f $policy
		trap 'SAID=yes; exit 130' INT TERM HUP
	fi
	[ "$code" = 0 ] || cannot "apt-get install failed" "apt-get install -y $*"
	hash -r
}
