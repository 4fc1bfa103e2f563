#!/bin/sh
# `npm start`: fetches the packages, and with them the right Node, then hands over to start.ts.
set -eu
cd "$(dirname "$0")/.."
. scripts/setup/node.sh
exec node scripts/start.ts "$@"
