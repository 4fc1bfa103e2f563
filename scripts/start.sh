#!/bin/sh
# `npm start`: fetches the packages, and with them the right Node, then hands over to start.ts.
set -eu
cd "$(dirname "$0")/.."
# Said before anything is fetched. Whoever has a token set does not need the demo.
case $(uname -s)/$(uname -m) in
Linux/x86_64 | Linux/amd64) ;;
*)
	if [ -z "${SLACK_BOT_TOKEN:-}${DISCORD_TOKEN:-}" ] && ! grep -Eqs '^[[:space:]]*(export[[:space:]]+)?(SLACK_BOT_TOKEN|DISCORD_TOKEN)=[^[:space:]]' .env; then
		echo "start: The demo's Slack look-alike runs on Linux x64 only, and this is $(uname -s) $(uname -m), so npm start cannot run the demo here." >&2
		echo "       Run it in containers: docker compose --profile demo up   Or set the tokens of a real workspace in .env." >&2
		exit 1
	fi
	;;
esac
. scripts/setup/node.sh
exec node scripts/start.ts "$@"
