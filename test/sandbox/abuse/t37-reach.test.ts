// T37, T39-T42: how far code reaches: not to a network, the kernel's odd corners, the host or more rights.

import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { expect, it } from "vitest";
import { hasImages } from "../options.ts";
import { openLab } from "./lab.ts";

process.env.THREADLOOP_PROBE = "secret-of-the-bot";
const lab = openLab();
const thread = "slack:T:C:reach";
const only64 = process.arch === "x64";

it("T37 no address but its own answers: not the cloud, not DNS, not this host, its model server or Redis", async () => {
	const server = createServer((socket) => socket.end("reached"));
	await new Promise<void>((resolve) => server.listen(0, "::", resolve));
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : 0;
	const own = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map((one) => one.address));
	const hosts = ["169.254.169.254", "1.1.1.1", "172.17.0.1", "10.0.0.1", "fd00::1", "host.docker.internal", ...own];
	try {
		await lab.play({ thread, variables: "kept" }, async () => {
			const cell = await lab.run(
				thread,
				`import socket
socket.setdefaulttimeout(1)
reached = []
for host in ${JSON.stringify(hosts)}:
    for port in (${port}, 53, 80, 6379, 8000):
        try: socket.create_connection((host, port)).close(); reached.append((host, port))
        except OSError: pass
print(reached)
for name in ("example.com", "redis", "localhost.localdomain"):
    try: print(socket.getaddrinfo(name, 80))
    except OSError: pass
for family in (socket.AF_PACKET, socket.AF_INET):
    try: print(socket.socket(family, socket.SOCK_RAW, socket.IPPROTO_ICMP))
    except OSError as fault: print(type(fault).__name__)
print(open("/etc/resolv.conf").read() if __import__("os").path.exists("/etc/resolv.conf") else "")`,
			);
			expect(cell.output.trim()).toBe("[]\nPermissionError\nPermissionError");
		});
	} finally {
		await new Promise((resolve) => server.close(resolve));
	}
});

it("T37 a server on localhost works for the code itself", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			`import http.server, threading, urllib.request
server = http.server.HTTPServer(("0.0.0.0", 0), http.server.SimpleHTTPRequestHandler)
server.RequestHandlerClass.log_message = lambda *a: None
threading.Thread(target=server.serve_forever, daemon=True).start()
print(urllib.request.urlopen(f"http://localhost:{server.server_port}/").status)
server.shutdown()`,
		);
		expect(cell.output).toBe("200\n");
	});
});

it.runIf(only64)("T39 no dangerous system call gets as far as the kernel", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			`import ctypes, errno, os
libc = ctypes.CDLL(None, use_errno=True)
calls = dict(io_uring_setup=(425, 1, 0), io_uring_enter=(426, 0, 0), userfaultfd=(323, 1), bpf=(321, 0, 0, 0),
  ptrace=(101, 0, 0, 0), process_vm_readv=(310, os.getpid(), 0, 0, 0, 0, 0), kcmp=(312, 1, 1, 0, 0, 0), pidfd_getfd=(438, 0, 0, 0),
  keyctl=(250, 0, -3, 0), add_key=(248, 0, 0, 0, 0, 0), request_key=(249, 0, 0, 0, 0), perf_event_open=(298, 0, 0, 0, 0, 0),
  mount=(165, 0, 0, 0, 0, 0), umount2=(166, 0, 0), unshare=(272, 0x10000000), setns=(308, 0, 0), chroot=(161, 0), pivot_root=(155, 0, 0),
  move_mount=(429, 0, 0, 0, 0, 0), open_tree=(428, 0, 0, 0), fsopen=(430, 0, 0), mount_setattr=(442, 0, 0, 0, 0, 0),
  name_to_handle_at=(303, 0, 0, 0, 0, 0), open_by_handle_at=(304, 0, 0, 0), personality=(135, 0xffffffff), modify_ldt=(154, 0, 0, 0),
  vmsplice=(278, 0, 0, 0, 0), remap_file_pages=(216, 0, 0, 0, 0, 0), memfd_secret=(447, 0), kexec_load=(246, 0, 0, 0, 0),
  init_module=(175, 0, 0, 0), reboot=(169, 0, 0, 0, 0), syslog=(103, 10, 0, 0), settimeofday=(164, 0, 0), swapon=(167, 0, 0),
  clone_newuser=(56, 0x10000000, 0, 0, 0, 0), clone3=(435, 0, 0), setuid=(105, 0), mknod=(133, b"/tmp/n", 0o20666, 261),
  alg=(41, 38, 5, 0), vsock=(41, 40, 1, 0), packet=(41, 17, 3, 0), tipc=(41, 30, 1, 0), rds=(41, 21, 5, 0), netfilter=(41, 16, 3, 12),
  bluetooth=(41, 31, 3, 1), xdp=(41, 44, 3, 0))
through = []
for name, (number, *args) in calls.items():
    ctypes.set_errno(0)
    got = libc.syscall(ctypes.c_long(number), *[a if isinstance(a, bytes) else ctypes.c_long(a) for a in args])
    if got == 0 and name == "clone_newuser": os._exit(1)
    if got >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS): through.append((name, got, ctypes.get_errno()))
print(through)`,
		);
		expect(cell.output).toBe("[]\n");
	});
});

it.runIf(only64)("T39 a 32-bit system call ends the process that tries it", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			`import ctypes, mmap, os, signal
child = os.fork()
if child == 0:
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes.fromhex("b814000000cd80c3"))
    ctypes.CFUNCTYPE(ctypes.c_long)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
    os._exit(0)
print(signal.Signals(os.WTERMSIG(os.waitpid(child, 0)[1])).name)`,
		);
		expect(cell.output).toMatch(/^SIG(SYS|SEGV)\n$/);
	});
});

it("T40 nothing of the kernel's settings, its control groups or its log can be written or read", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.run(
			thread,
			`import glob, os
wrote, read = [], []
paths = ["/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/proc/sys/kernel/hostname", "/proc/sys/vm/overcommit_memory",
  "/sys/kernel/mm/transparent_hugepage/enabled", "/proc/1/oom_score_adj", "/etc/passwd", "/opt/agent/agent/main.py", "/usr/bin/x", "/proc/self/setgroups",
  *glob.glob("/sys/fs/cgroup/**/memory.limit_in_bytes", recursive=True), *glob.glob("/sys/fs/cgroup/**/release_agent", recursive=True),
  *glob.glob("/sys/fs/cgroup/**/memory.max", recursive=True), *glob.glob("/sys/fs/cgroup/**/pids.max", recursive=True),
  *glob.glob("/sys/fs/cgroup/**/cgroup.procs", recursive=True), "/sys/fs/cgroup/x"]
for path in paths:
    try: os.close(os.open(path, os.O_WRONLY | os.O_CREAT)); wrote.append(path)
    except OSError: pass
for path in ("/dev/kmsg", "/proc/kmsg", "/proc/1/root/etc", "/proc/1/mem", "/proc/1/environ", "/proc/kcore", "/dev/mem", "/dev/sda", "/dev/vda", "/dev/loop0"):
    try:
        with open(path, "rb") as file:
            if file.read(1): read.append(path)
    except OSError: pass
print(wrote, read)
for path in ("/proc/keys", "/proc/timer_list", "/sys/firmware", "/sys/devices/virtual/dmi"):
    if os.path.isdir(path) and os.listdir(path) or os.path.isfile(path) and open(path).read(): print(path)
print({line.split(":", 2)[2].strip() for line in open("/proc/self/cgroup")})`,
		);
		expect(cell.output).toBe("[] []\n{'/'}\n");
	});
});

it("T41 neither the engine's socket, the bot's secrets nor another thread's files are in sight", async () => {
	await lab.bash("slack:T:C:other", "echo hidden > of-another-thread.txt");
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.bash(
			thread,
			`ls /var/run/docker.sock /run/docker.sock /run/containerd 2>/dev/null
cat /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n' | grep -iE 'probe|token|secret|redis|model'
find / -xdev -name 'of-another-thread*' 2>/dev/null
hostname; ls /data 2>/dev/null; id -u`,
		);
		expect(cell.output).toBe("sandbox\n10001\n");
	});
});

it.skipIf(!hasImages)("T42 no program brings rights with it, and there are none to use", async () => {
	await lab.play({ thread, variables: "kept" }, async () => {
		const cell = await lab.bash(
			thread,
			`find / -xdev -perm /6000 -type f 2>/dev/null
getfattr -R -d -m security.capability /usr /opt 2>/dev/null
grep -E '^(CapInh|CapPrm|CapEff|CapBnd|CapAmb|NoNewPrivs|Seccomp):' /proc/self/status | tr -d '\\t' | tr '\\n' ' '
su -c id 2>&1 | tail -c 60 | grep -c uid=0; command -v sudo
awk '$5 == "/workspace" { print $6 }' /proc/self/mountinfo | grep -c 'nosuid,nodev'`,
		);
		const none = "0000000000000000";
		expect(cell.output).toBe(
			`CapInh:${none} CapPrm:${none} CapEff:${none} CapBnd:${none} CapAmb:${none} NoNewPrivs:1 Seccomp:2 0\n1\n`,
		);
	});
});
