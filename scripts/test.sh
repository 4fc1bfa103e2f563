#!/bin/sh
# `npm test` and `npm run test:live`: fetches the packages, and with them the right Node, then hands over to test.ts.
set -eu
cd "$(dirname "$0")/.."
. scripts/setup/node.sh
exec node scripts/test.ts "$@"
