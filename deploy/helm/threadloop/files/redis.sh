#!/bin/sh
# Starts Redis or, with `sentinel`, its sentinel: both ask who the master is before they believe that they know it.
# Environment: DOMAIN (in which each has its host name), SENTINELS (where any of them answers), REDIS_PASSWORD.
set -eu
umask 077
what=${1:-redis}
self=$HOSTNAME.$DOMAIN
remembered=/data/sentinel.conf

ask() {
	timeout 5 redis-cli -h "$SENTINELS" -p 26379 sentinel get-master-addr-by-name threadloop 2>/dev/null | sed -n 1p
}
# The sentinels; what this one knew when it was last here; and the first of all at the very first start.
master=$(ask || true)
[ -n "$master" ] || master=$(sed -n 's/^sentinel monitor threadloop \([^ ]*\) .*/\1/p' "$remembered" 2>/dev/null || true)
[ -n "$master" ] || master=${HOSTNAME%-*}-0.$DOMAIN

if [ "$what" = sentinel ]; then
	if ! [ -s "$remembered" ]; then
		cat >"$remembered" <<-CONF
			port 26379
			dir /tmp
			protected-mode no
			sentinel resolve-hostnames yes
			sentinel announce-hostnames yes
			sentinel announce-ip $self
			sentinel announce-port 26379
			sentinel monitor threadloop $master 6379 2
			sentinel auth-pass threadloop $REDIS_PASSWORD
			sentinel down-after-milliseconds threadloop 5000
			sentinel failover-timeout threadloop 15000
			sentinel parallel-syncs threadloop 1
		CONF
	fi
	exec redis-server "$remembered" --sentinel
fi

# A write counts once it is on the disk here, and only while another keeps up: one that is cut off from the rest takes none.
cat >/run/redis/redis.conf <<-CONF
	port 6379
	dir /data
	appendonly yes
	appendfsync always
	save ""
	maxmemory-policy noeviction
	min-replicas-to-write 1
	min-replicas-max-lag 10
	replica-announce-ip $self
	requirepass $REDIS_PASSWORD
	masterauth $REDIS_PASSWORD
CONF
[ "$master" = "$self" ] || echo "replicaof $master 6379" >>/run/redis/redis.conf
exec redis-server /run/redis/redis.conf
