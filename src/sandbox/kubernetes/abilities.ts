// Abilities: what one driver does and the other does not. The bot says at start what a cluster lacks, and docs/kubernetes.md shows the whole table.

export interface Ability {
	readonly what: string;
	readonly docker: string;
	readonly kubernetes: string;
	/** It is less than on one machine. */
	readonly lacking?: true;
}

export const ABILITIES: readonly Ability[] = [
	{ what: "machines", docker: "one", kubernetes: "as many as the cluster has; any bot serves any thread" },
	{
		what: "network",
		docker: "none at all (`--network none`)",
		kubernetes: "as closed as the network plugin makes it; tried out at start",
		lacking: true,
	},
	{
		what: "agent inside a sandbox",
		docker: "a user of its own, apart from code",
		kubernetes:
			"code's own user, as `restricted` allows no other; code can neither end it, look into it nor speak to it",
		lacking: true,
	},
	{
		what: "Uploads, Artifacts and Runs",
		docker: "on the host",
		kubernetes: "a second container, the keeper, owns the volume; code sees its own folder of it",
	},
	{
		what: "limit of a thread's files",
		docker: "exact as root with loop devices, else watched",
		kubernetes: "exact where the storage class is a block volume; with `emptyDir` the Pod is evicted, files and all",
		lacking: true,
	},
	{
		what: "idle thread",
		docker: "container ends, files are kept",
		kubernetes: "Pod ends, files are kept with `pvc`, lost with `emptyDir`",
		lacking: true,
	},
	{
		what: "files and results of an idle thread",
		docker: "read from the host",
		kubernetes: "read once its Pod is back, after some seconds",
		lacking: true,
	},
	{ what: "`DATA_DIRS`", docker: "folders of the host, at `/data`", kubernetes: "not there", lacking: true },
	{
		what: "limit of processes",
		docker: "of each container",
		kubernetes: "of the node (`podPidsLimit`)",
		lacking: true,
	},
	{
		what: "line for a sandbox",
		docker: "fair by person, with a longest line",
		kubernetes: "in order of arrival, however long",
		lacking: true,
	},
	{
		what: "sandbox whose people are only asked for a click",
		docker: "gives way to others",
		kubernetes: "kept until it has idled for `SANDBOX_IDLE_MIN`",
		lacking: true,
	},
	{
		what: "spares and threads",
		docker: "a spare gives way to a thread",
		kubernetes:
			"the same priority, since a Pod keeps the one it was made with; `sandboxes.headroom` holds room that gives way",
		lacking: true,
	},
	{ what: "new thread, with a spare", docker: "under 0.1 s", kubernetes: "under a second" },
	{
		what: "new thread, without",
		docker: "0.6 to 1.1 s",
		kubernetes: "5 s, and the nodes' time to pull the image",
	},
	{ what: "sandbox paused from outside", docker: "resumed, and its Run goes on", kubernetes: "there is no pause" },
	{
		what: "bots that never come back",
		docker: "sandboxes end by themselves after half an hour or more",
		kubernetes: "sandboxes stay until a bot is back",
		lacking: true,
	},
	{
		what: "size",
		docker: "`SANDBOX_POOL`, `MAX_SANDBOXES`, `SANDBOX_BUDGET` of the bot",
		kubernetes: "`sandboxes.pool` and `sandboxes.quota` of the chart",
	},
];
