# Sourced by setup.sh: what the tests of compose.yaml need. Compose itself in an image, the images of a hub that compose.yaml and the
# Dockerfile name (where no hub can be reached, made from packages under the same names), and our own images.

NODE_IMAGE=$(sed -n 's/^ARG NODE_IMAGE=//p' Dockerfile)
REDIS_IMAGE=$(sed -n 's/^ *image: \(redis:[^ ]*\)$/\1/p' compose.yaml)
# Debian's Compose of this release is a version 2; that of the machine may be a version 1, or none.
COMPOSE_IMAGE=threadloop-compose:local
STAND_IN=$STATE/stand-in

# NAME: from the Dockerfile at stdin, with what lies in $STAND_IN.
make_image() {
	cat >"$STAND_IN/Dockerfile"
	logged "build-${1%%:*}" docker build --force-rm --network host -t "$1" "$STAND_IN"
}

do_hub_images() {
	local image made=()
	for image in "$NODE_IMAGE" "$REDIS_IMAGE" "$COMPOSE_IMAGE"; do
		image_exists "$image" && continue
		if [ "$image" != $COMPOSE_IMAGE ] && timeout 120 docker pull -q "$image" >"$LOGS/setup-pull.log" 2>&1 9>&-; then continue; fi
		slow "making $image from packages"
		rm -rf "$STAND_IN"
		mkdir -p "$STAND_IN"
		case $image in
		"$NODE_IMAGE") make_node_image ;;
		"$REDIS_IMAGE") make_redis_image ;;
		*) make_compose_image ;;
		esac
		made+=("$image")
	done
	rm -rf "$STAND_IN"
	NOTE='already there'
	[ ${#made[@]} = 0 ] || NOTE="made ${made[*]}"
}

make_node_image() {
	cp -L node_modules/node/bin/node "$STAND_IN/node"
	logged npm-pack npm pack --silent --pack-destination "$STAND_IN" npm@11
	tar -xzf "$STAND_IN"/npm-*.tgz -C "$STAND_IN"
	chmod -R a+rX "$STAND_IN/node" "$STAND_IN/package"
	make_image "$NODE_IMAGE" <<-END
		FROM $BASE
		COPY node /usr/local/bin/node
		COPY package /usr/local/lib/node_modules/npm
		RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
	END
}

make_redis_image() {
	make_image "$REDIS_IMAGE" <<-END
		FROM $BASE
		RUN apt-get update && apt-get install -y --no-install-recommends redis-server && rm -rf /var/lib/apt/lists/* \\
		 && install -d -o redis -g redis /data
		VOLUME /data
		WORKDIR /data
		CMD ["redis-server"]
	END
}

make_compose_image() {
	make_image $COMPOSE_IMAGE <<-END
		FROM $BASE
		RUN apt-get update && apt-get install -y --no-install-recommends docker-cli docker-compose && rm -rf /var/lib/apt/lists/*
		ENTRYPOINT ["docker-compose"]
	END
}

# What has not changed comes from the builder's cache, within seconds. The model's only where its weights are wanted, too.
do_bot_image() {
	build_target bot threadloop:local
	docker tag threadloop:local threadloop-demo:local
	! wanted model || build_target model threadloop-model:local
	# Our own earlier versions only.
	docker image prune -f --filter label=org.opencontainers.image.title=Threadloop >/dev/null 2>&1 || true
	NOTE="built threadloop:local, $(($(docker image inspect -f '{{.Size}}' threadloop:local) / 1000000)) MB"
}

# TARGET NAME
build_target() {
	slow "building $2, about a minute the first time"
	logged "build-$1" docker build --force-rm --network host --target "$1" -t "$2" . ||
		cannot "the image $2 could not be built" "The whole output: $LOGS/setup-build-$1.log"
}
