#!/bin/sh
# The command of the image: `threadloop start`, and what npm calls by the same names outside of it.
set -eu
cd /app
what=${1:-start}
[ $# = 0 ] || shift
case $what in
# The flag: scripts/services/bot.ts says why.
start) exec node --max-semi-space-size=1 src/main.ts ;;
demo) exec node scripts/image/demo.ts ;;
engine-proxy) exec node scripts/image/engine-proxy.ts ;;
doctor) exec node --no-warnings scripts/doctor.ts "$@" ;;
backup | restore) exec node scripts/backup.ts "$what" "$@" ;;
report) exec node scripts/report.ts "$@" ;;
audit:verify) exec node scripts/audit.ts "$@" ;;
healthy) exec node -e "fetch('http://127.0.0.1:${OPS_PORT:-9464}/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))" ;;
*)
	echo "threadloop: there is no command $what; there are start, demo, engine-proxy, doctor, backup, restore, report, audit:verify and healthy." >&2
	exit 2
	;;
esac
