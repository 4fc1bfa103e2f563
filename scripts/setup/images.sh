# Sourced by setup.sh: the base image, pulled or made from packages, and the sandbox image built on it.
# shellcheck disable=SC2034

SUITE=trixie
BASE=debian:$SUITE-slim
IMAGE=${SANDBOX_IMAGE:-threadloop-sandbox:local}
CONTEXT=src/sandbox/image

label_of() { docker image inspect -f "{{index .Config.Labels \"$2\"}}" "$1" 2>/dev/null || true; }
image_exists() { docker image inspect "$1" >/dev/null 2>&1; }

# Changes when the release or this machine's own certificates do.
base_key() {
	{ echo "1 $SUITE"; cat /usr/local/share/ca-certificates/*.crt 2>/dev/null || true; } | sha256sum | cut -c1-16
}

do_base_image() {
	local key have
	if is_operators_image; then
		NOTE="not needed: $IMAGE is not one of ours"
		return
	fi
	key=$(base_key)
	have=$(label_of $BASE threadloop.base)
	if image_exists $BASE && { [ -z "$have" ] || [ "$have" = "$key" ]; }; then
		NOTE="$BASE already there"
		return
	fi
	slow "pulling $BASE"
	if [ -z "$have" ] && timeout 120 docker pull -q $BASE >"$LOGS/setup-pull.log" 2>&1 9>&-; then
		NOTE="pulled $BASE"
		return
	fi
	may_install && is_debian || cannot "the image $BASE is not here, and it cannot be pulled ($(tail -n 1 "$LOGS/setup-pull.log" 2>/dev/null))" \
		"docker pull $BASE   or, from another machine: docker save $BASE | ssh this-machine docker load"
	make_base_image "$key"
	NOTE="made $BASE from packages (it could not be pulled)"
}

make_base_image() {
	local own sources valid tar=$STATE/base.tar
	has mmdebstrap || apt_install mmdebstrap
	slow "making $BASE from packages"
	# The machine's own sources, for the other release.
	own=$(. /etc/os-release && echo "$VERSION_CODENAME")
	sources=/etc/apt/sources.list.d/debian.sources
	[ -s $sources ] || sources=/etc/apt/sources.list
	sed -e "s/\b$own\b/$SUITE/g" -e '/^ *#/d' $sources >"$STATE/base.${sources##*.}"
	valid=$(apt-config dump Acquire::Check-Valid-Until 2>/dev/null | grep . || echo 'Acquire::Check-Valid-Until "true";')
	logged mmdebstrap shared mmdebstrap --variant=minbase --dpkgopt=force-unsafe-io --aptopt="$valid" --include=ca-certificates \
		--customize-hook='mkdir -p "$1/usr/local/share/ca-certificates"; cp /usr/local/share/ca-certificates/*.crt "$1/usr/local/share/ca-certificates/" 2>/dev/null || true' \
		--customize-hook='chroot "$1" update-ca-certificates' \
		$SUITE "$tar" "$STATE/base.${sources##*.}"
	logged import docker import -c "LABEL threadloop.base=$1" -c 'CMD ["bash"]' \
		-c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "$tar" $BASE
	rm -f "$tar" "$STATE/base.${sources##*.}"
}

# An image that the operator names and that we did not build is used as it is.
is_operators_image() {
	[ "$IMAGE" != threadloop-sandbox:local ] && image_exists "$IMAGE" && [ -z "$(label_of "$IMAGE" threadloop.context)" ]
}

context_key() {
	{
		docker image inspect -f '{{.Id}}' $BASE
		cd $CONTEXT && find . -type f ! -path '*/__pycache__/*' -print0 | sort -z | xargs -0 sha256sum
	} | sha256sum | cut -c1-16
}

do_sandbox_image() {
	local key
	if is_operators_image; then
		NOTE="$IMAGE is not one of ours: used as it is"
		return
	fi
	key=$(context_key)
	if [ "$(label_of "$IMAGE" threadloop.context)" = "$key" ]; then
		NOTE="$IMAGE already there"
		return
	fi
	slow "building $IMAGE, about two minutes the first time"
	logged build docker build --force-rm --network host --build-arg "BASE=$BASE" --label "threadloop.context=$key" -t "$IMAGE" $CONTEXT ||
		cannot "the image $IMAGE could not be built" "The whole output: $LOGS/setup-build.log"
	# Our own earlier versions only.
	docker image prune -f --filter label=threadloop.context >/dev/null 2>&1 || true
	NOTE="built $IMAGE, $(($(docker image inspect -f '{{.Size}}' "$IMAGE") / 1000000)) MB"
}
