# The image of the bot (target `bot`), and of the CPU model's server (target `model`). It stands here since what it copies is the whole project.
# Only what the classic builder knows, as in src/sandbox/image/Dockerfile.
ARG NODE_IMAGE=node:24.21.0-trixie-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# On a network with certificates of its own, Node takes the system's.
RUN NODE_USE_SYSTEM_CA=1 npm ci --omit=dev --no-update-notifier --no-audit --no-fund --loglevel=error \
 && npm sbom --package-lock-only --omit=dev --sbom-format=cyclonedx > sbom.cdx.json

FROM ${NODE_IMAGE} AS base
LABEL org.opencontainers.image.title="Threadloop" \
      org.opencontainers.image.description="A self-hosted Slack and Discord bot: a question and a CSV become code you approve, run in the thread's own container." \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production NODE_USE_SYSTEM_CA=1
# 10003 is nobody's on the host, and neither of the two users of the sandbox. No program here is run as its owner.
RUN useradd --uid 10003 --user-group --no-create-home --home-dir /app --shell /usr/sbin/nologin threadloop \
 && find / -xdev -perm /6000 -type f -exec chmod a-s {} +
WORKDIR /app

# What changes often is a small layer of its own.
FROM base AS sources
WORKDIR /sources
COPY LICENSE manifest.yml ./
COPY demo demo
COPY scripts scripts
COPY src src
# They have the modes of the tree that they were copied from.
RUN chmod -R a+rX .

FROM base AS bot
# Code may close its folders to everybody; what measures them (and nothing else here) can look into them all the same.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libcap2-bin \
 && setcap cap_dac_override=ep /usr/bin/du \
 && apt-get purge -y --auto-remove libcap2-bin \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/log/apt /var/log/dpkg.log
COPY --from=packages /app ./
RUN ln -s /app/scripts/image/threadloop.sh /usr/local/bin/threadloop \
 && install -d -o threadloop -g threadloop -m 700 /var/lib/threadloop && install -d /run/threadloop
COPY --from=sources /sources ./
ENV STATE_DIR=/var/lib/threadloop OPS_PORT=9464 DOCKER_HOST=unix:///run/threadloop/docker.sock
USER threadloop
HEALTHCHECK --interval=10s --timeout=5s --start-period=2m CMD ["threadloop", "healthy"]
ENTRYPOINT ["threadloop"]
CMD ["start"]

FROM base AS model
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates libgomp1 python3 python3-venv \
 && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/log/apt /var/log/dpkg.log
COPY scripts/setup/model.sh scripts/setup/
RUN python3 -m venv /model/venv \
 && /model/venv/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: "xllamacpp==$(sed -n 's/^XLLAMACPP=//p' scripts/setup/model.sh)" \
 && mkdir /model/models && chown threadloop:threadloop /model/models
COPY --from=packages /app ./
COPY --from=sources /sources ./
ENV STATE_DIR=/model
VOLUME /model/models
USER threadloop
EXPOSE 8000
HEALTHCHECK --interval=5s --timeout=3s --start-period=1h CMD ["node", "-e", "fetch('http://127.0.0.1:8000/health').then(({ok}) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["sh", "scripts/image/model.sh"]
