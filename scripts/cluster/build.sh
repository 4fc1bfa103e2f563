#!/bin/sh
# Builds a part of the cluster from Go modules, once: `kube` (Kubernetes, etcd, kubectl, Helm), `agent-sandbox` or `kwok`.
# usage: build.sh PART FOLDER, where FOLDER is what becomes of it
set -eu
part=$1 folder=$2
cd "$(dirname "$0")/program/$part"
if [ -d "$folder" ]; then exit 0; fi
command -v go >/dev/null || {
	echo "cluster: Go is missing, and the test cluster is built with it; install Go 1.26 or newer (https://go.dev/dl)." >&2
	exit 1
}
go mod download >&2 || {
	echo "cluster: the Go modules of $part cannot be had, so there is no test cluster; is the module proxy reachable (go env GOPROXY)?" >&2
	exit 1
}
draft=$folder.draft
rm -rf "$draft"
mkdir -p "$draft"
build() { # FILE PACKAGE OPTIONS...
	file=$1 package=$2
	shift 2
	CGO_ENABLED=0 nice -n 10 go build -trimpath -o "$draft/$file" "$@" "$package"
}
version_of() { go list -m -f '{{.Version}}' "$1"; }
case $part in
kube)
	version=$(version_of k8s.io/kubernetes)
	set=k8s.io/component-base/version
	minor=${version#v1.}
	build kube . -ldflags "-s -w -X $set.gitVersion=$version -X $set.gitMajor=1 -X $set.gitMinor=${minor%%.*}"
	build pause ./pause -ldflags '-s -w'
	;;
agent-sandbox)
	build agent-sandbox sigs.k8s.io/agent-sandbox/cmd/agent-sandbox-controller -ldflags '-s -w'
	cp -r "$(go list -m -f '{{.Dir}}' sigs.k8s.io/agent-sandbox)/k8s/crds" "$draft/crds"
	;;
kwok)
	build kwok sigs.k8s.io/kwok/cmd/kwok -ldflags '-s -w'
	cp -r "$(go list -m -f '{{.Dir}}' sigs.k8s.io/kwok)/kustomize/stage" "$draft/stages"
	;;
esac
chmod -R u+w "$draft"
mv "$draft" "$folder"
