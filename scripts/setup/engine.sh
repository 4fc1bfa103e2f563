# Sourced by setup.sh: a Docker engine that answers. One that runs is used as it is; where none runs, ours is started.

PID_FILE=/var/run/docker.pid CONTAINERD_PID_FILE=/var/run/docker/containerd/containerd.pid
SOCKET=/var/run/docker.sock
# Names the engine we started and who ends it: "pid starttime owner".
RECORD=$STATE/engine

# The bot looks there and nowhere else, whatever context the docker command has.
HOST_SET=${DOCKER_HOST:+yes}
export DOCKER_HOST=${DOCKER_HOST:-unix://$SOCKET}
unset DOCKER_CONTEXT

engine_answers() { engine_answers_at "$DOCKER_HOST"; }
engine_answers_at() {
	case $1 in
	unix://*)
		[ -S "${1#unix://}" ] || return 1
		if has curl; then
			curl -fsS --max-time 5 --unix-socket "${1#unix://}" http://engine/_ping >/dev/null 2>&1
			return
		fi
		;;
	esac
	DOCKER_HOST=$1 timeout 20 docker version >/dev/null 2>&1
}
engine_version() { docker version -f '{{.Server.Version}} (API {{.Server.APIVersion}})' 2>/dev/null; }

# FILE PROGRAM: the file names a live process of that program; a zombie or somebody else's reused number does not count.
names_live() {
	local pid
	pid=$(cat "$1" 2>/dev/null) && [ -n "$pid" ] && [ "$(basename "$(readlink "/proc/$pid/exe" 2>/dev/null)")" = "$2" ]
}
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

do_engine() {
	local try pid elsewhere
	if engine_answers; then
		NOTE="running, $(engine_version)"
		adopt
		return
	fi
	if [ -n "$HOST_SET" ]; then
		cannot "DOCKER_HOST is $DOCKER_HOST, but no Docker engine answers there" "Start that engine, or unset DOCKER_HOST."
	fi
	elsewhere=$(env -u DOCKER_HOST docker context inspect -f '{{.Endpoints.docker.Host}}' 2>/dev/null || true)
	if [ -n "$elsewhere" ] && [ "$elsewhere" != "$DOCKER_HOST" ] && engine_answers_at "$elsewhere"; then
		cannot "no Docker engine answers at $SOCKET, but one does at $elsewhere" "Put this line into .env: DOCKER_HOST=$elsewhere"
	fi
	if [ -S $SOCKET ] && ! [ -w $SOCKET ]; then
		cannot "you may not use the Docker engine at $SOCKET" "sudo usermod -aG docker $(id -un)   then log in again"
	fi
	if [ -d /run/systemd/system ]; then
		for try in $(seq 100); do # just installed: systemd is starting it
			engine_answers && { NOTE="running, $(engine_version)"; return; }
			[ "$(systemctl is-active docker 2>/dev/null)" = activating ] || [ "$try" -lt 5 ] || break
			sleep 0.2
		done
		cannot "the Docker engine is installed but does not run" "sudo systemctl start docker"
	fi
	[ "$(id -u)" = 0 ] && has dockerd || cannot "no Docker engine runs here" "Start Docker (as root: dockerd), then run this again."
	for try in 1 2 3; do
		if names_live $PID_FILE dockerd; then # starting, or on its way out
			if await_engine 40; then
				NOTE="came up, $(engine_version)"
				return
			fi
			! names_live $PID_FILE dockerd || cannot "the Docker engine (pid $(cat $PID_FILE)) runs but does not answer" "Look at its log, or end it: kill $(cat $PID_FILE)"
		fi
		launch_engine
		if await_engine 60; then
			pid=$(cat $PID_FILE)
			echo "$pid $(start_time "$pid") ${THREADLOOP_OWNER:-0}" >"$RECORD"
			NOTE="started, $(engine_version)"
			return
		fi
	done
	tail -n 8 "$LOGS/dockerd.log" >&2
	cannot "the Docker engine does not start" "Its log: $LOGS/dockerd.log"
}

# An engine of ours whose owner was killed is ours to end again.
adopt() {
	local pid began owner
	read -r pid began owner 2>/dev/null <"$RECORD" || return 0
	if [ "$(start_time "$pid")" != "$began" ]; then
		rm -f "$RECORD"
	elif [ "$owner" = 0 ] || ! [ -d "/proc/$owner" ]; then
		echo "$pid $began ${THREADLOOP_OWNER:-0}" >"$RECORD"
	fi
}

# SECONDS: until it answers (0), or its process is gone (1).
await_engine() {
	local i
	for i in $(seq $(($1 * 10))); do
		engine_answers && return 0
		sleep 0.1
		[ "$i" -lt 20 ] || names_live $PID_FILE dockerd || return 1
	done
	return 1
}

launch_engine() {
	local i device mtu
	# Left by a killed engine: a number that now belongs to a zombie or to another program makes dockerd refuse,
	# or wait for a containerd that never answers.
	rm -f $PID_FILE
	if names_live $CONTAINERD_PID_FILE containerd; then
		kill "$(cat $CONTAINERD_PID_FILE)" 2>/dev/null || true
		for i in $(seq 50); do names_live $CONTAINERD_PID_FILE containerd || break; sleep 0.1; done
	fi
	rm -f $CONTAINERD_PID_FILE /var/run/docker/containerd/*.sock /var/run/docker/containerd/*.sock.ttrpc $SOCKET
	device=$(ip -o route show default 2>/dev/null | sed -n '1s/.* dev \([^ ]*\).*/\1/p')
	mtu=$(cat "/sys/class/net/${device:-none}/mtu" 2>/dev/null || echo 1500)
	shared setsid -f dockerd --mtu "$mtu" --log-level warn >>"$LOGS/dockerd.log" 2>&1 </dev/null 9>&-
}
