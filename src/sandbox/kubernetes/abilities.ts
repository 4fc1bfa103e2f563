// Abilities: what one driver does and the other does not. The bot says it at start, and docs/kubernetes.md shows the same table.

export interface Ability {
	readonly what: string;
	readonly docker: string;
	readonly kubernetes: string;
	/** What people and operators lack on a cluster. */
	readonly lacking?: true;
}

export const ABILITIES: readonly Ability[] = [
	{ what: "Machines", docker: "one", kubernetes: "as many as the cluster has; any bot serves any thread" },
	{
		what: "The agent inside a sandbox",
		docker: "a user of its own, apart from code",
		kubernetes: "code's own user, because `restricted` allows no other; code can neither end it nor speak to it",
		lacking: true,
	},
	{
		what: "The operator's folders (`DATA_DIRS`)",
		docker: "shown read-only at `/data`",
		kubernetes: "not shown",
		lacking: true,
	},
	{
		what: "Who waits for a sandbox",
		docker: "fair by person, with a longest line",
		kubernetes: "in order of arrival, with no longest line",
		lacking: true,
	},
	{
		what: "A sandbox that could make room for others",
		docker: "ended once its people only wait for a click",
		kubernetes: "kept until it has idled for `SANDBOX_IDLE_MIN`",
		lacking: true,
	},
	{
		what: "A full disk",
		docker: "an error to code, or a watched limit",
		kubernetes: "an error to code on a volume with a limit; on `emptyDir` the Pod is evicted, files and all",
		lacking: true,
	},
	{
		what: "Results, Uploads and Artifacts of a thread that has idled",
		docker: "read from the host",
		kubernetes: "the thread's Pod comes back first, which takes seconds",
		lacking: true,
	},
	{
		what: "A sandbox paused from outside",
		docker: "resumed, and its Run goes on",
		kubernetes: "there is no pause",
	},
	{
		what: "Bots that never come back",
		docker: "sandboxes end after half an hour or more",
		kubernetes: "sandboxes stay until a bot is back",
		lacking: true,
	},
	{
		what: "Limits of processes and open files",
		docker: "set for each sandbox",
		kubernetes: "processes by the node's `podPidsLimit`, open files by the agent",
		lacking: true,
	},
];
