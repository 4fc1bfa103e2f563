#!/bin/bash
# A node: process 1 of its own process and mount name spaces, so that all it starts and mounts ends with it.
# usage: node.sh FOLDER KUBE ARGUMENTS-OF-THE-KUBELET...
set -eu
folder=$1 kube=$2
shift 2
mkdir -p "$folder/kernel"
# A kubelet writes these into the kernel of the whole machine. Here it finds them as it wants them, and nobody else does.
while read -r setting value; do
	file=$folder/kernel/${setting//\//-}
	echo "$value" >"$file"
	mount --bind "$file" "/proc/sys/$setting"
done <<-E
	vm/overcommit_memory 1
	vm/panic_on_oom 0
	kernel/panic 10
	kernel/panic_on_oops 1
	kernel/keys/root_maxkeys 1000000
	kernel/keys/root_maxbytes 25000000
E
# Where containerd, its network plugins and the kubelet write whatever they are told.
for place in /run/containerd /var/lib/cni /var/log; do
	mkdir -p "$place"
	mount -t tmpfs -o size=64m none "$place"
done
containerd --config "$folder/containerd.toml" --log-level warn >>"$folder/containerd.log" 2>&1 &
# Started again as a service of the system would be: it gives up where containerd is not ready yet.
while true; do
	"$kube" kubelet "$@" >>"$folder/kubelet.log" 2>&1 || sleep 0.2
done &
wait -n
