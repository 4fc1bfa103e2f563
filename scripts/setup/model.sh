# Sourced by setup.sh: the CPU model's server in a virtual environment, and its weights.

XLLAMACPP=2026.10.11549

do_venv() {
	local venv=$STATE/venv python
	if [ "$(cat "$venv/.xllamacpp" 2>/dev/null)" = $XLLAMACPP ] && "$venv/bin/python" -c '' 2>/dev/null; then
		NOTE="xllamacpp $XLLAMACPP already there"
		return
	fi
	python=$(find_python) || cannot "no python3 that can make a virtual environment" "Install python3 with venv (Debian: apt-get install -y python3-venv)."
	slow "installing xllamacpp $XLLAMACPP"
	rm -rf "$venv"
	logged venv "$python" -m venv "$venv"
	logged pip "$venv/bin/python" -m pip install --disable-pip-version-check --no-input --only-binary :all: "xllamacpp==$XLLAMACPP" ||
		cannot "xllamacpp could not be installed into $venv" "The whole output: $LOGS/setup-pip.log" "Or use a model server of your own: set MODEL_BASE_URL."
	echo $XLLAMACPP >"$venv/.xllamacpp"
	NOTE="installed xllamacpp $XLLAMACPP"
}

do_weights() {
	local code=0
	# It says itself what is missing; its last line is the note.
	NOTE_FILE=$STATE/models/note
	mkdir -p "$STATE/models"
	rm -f "$NOTE_FILE"
	# Behind a proxy, or on a network with certificates of its own, Node needs to be told.
	NODE_USE_ENV_PROXY=1 node --use-system-ca scripts/weights.ts "$NOTE_FILE" </dev/null 9>&- || code=$?
	if [ "$code" != 0 ]; then
		SAID=yes
		exit "$code"
	fi
	NOTE=$(cat "$NOTE_FILE")
	rm -f "$NOTE_FILE"
}
