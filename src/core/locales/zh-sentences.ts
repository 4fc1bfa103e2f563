// Simplified Chinese of the sentences that come as English text. `{x}` stays as it is, `{x?}` is said in Chinese if it is a sentence of ours,
// `{x!}` must be one, or the pattern is not meant; `{x&}` is a list.

import type { Sentence } from "./sentences.ts";

export const zhSentences: Readonly<Record<Sentence, string>> = {
	// The model server.
	"The model server at {address} refused access ({said}); check MODEL_API_KEY, then try again.":
		"模型服务器 {address} 拒绝访问（{said}）；请检查 MODEL_API_KEY 后重试。",
	"The model server at {address} is too busy ({said}); try again in a minute.":
		"模型服务器 {address} 太忙（{said}）；请一分钟后重试。",
	"The model server at {address} rejected the request ({said}); check its log and MODEL_NAME.":
		"模型服务器 {address} 拒绝了请求（{said}）；请检查它的日志和 MODEL_NAME。",
	"The model server at {address} failed ({said}); check its log, then try again.":
		"模型服务器 {address} 出错（{said}）；请检查它的日志后重试。",
	"The model server at {address} does not answer ({reason}); start it or correct MODEL_BASE_URL, then try again.":
		"模型服务器 {address} 没有响应（{reason?}）；请启动它或更正 MODEL_BASE_URL，然后重试。",
	"connection refused": "连接被拒绝",
	"no such host": "找不到该主机",
	"the connection broke": "连接中断",
	"no connection in time": "连接超时",
	"The model server at {address} has sent nothing for {n} s, so the request was cancelled; check its log, then try again.":
		"模型服务器 {address} 已有 {n} 秒没有发来任何内容，请求已取消；请检查它的日志后重试。",
	"The model server at {address} has not finished after {n} minutes, so the request was cancelled; check its log, then try again.":
		"模型服务器 {address} 过了 {n} 分钟仍未完成，请求已取消；请检查它的日志后重试。",
	"The model server at {address} sent far more than was asked for, with no reply in it, so the request was cancelled; check its log and MODEL_BASE_URL.":
		"模型服务器 {address} 发来的内容远超要求却没有回答，请求已取消；请检查它的日志和 MODEL_BASE_URL。",
	"The model server at {address} answers in a form that I do not understand ({reason}); check MODEL_BASE_URL, which usually ends in /v1, and that it is the address of an OpenAI-compatible server.":
		"模型服务器 {address} 的应答格式无法识别（{reason}）；请检查 MODEL_BASE_URL（通常以 /v1 结尾），并确认它是兼容 OpenAI 的服务器地址。",
	"The model server at {address} is still loading its model after {n} minutes; check its log, then try again.":
		"过了 {n} 分钟，模型服务器 {address} 仍在加载模型；请检查它的日志后重试。",
	"The model server at {address} lists no model; set MODEL_NAME, and check MODEL_BASE_URL, which usually ends in /v1.":
		"模型服务器 {address} 没有列出任何模型；请设置 MODEL_NAME，并检查 MODEL_BASE_URL（通常以 /v1 结尾）。",
	'The model server at {address} does not know the model "{name}"; set MODEL_NAME to one of these: {names}.':
		"模型服务器 {address} 没有名为“{name}”的模型；请把 MODEL_NAME 设为以下之一：{names}。",
	'The model server at {address} does not know the model "{name}" and lists none; check MODEL_NAME and MODEL_BASE_URL, which usually ends in /v1.':
		"模型服务器 {address} 没有名为“{name}”的模型，也没有列出其他模型；请检查 MODEL_NAME 和 MODEL_BASE_URL（通常以 /v1 结尾）。",
	"The conversation is too long for the model, which reads {most}; start a new thread, or give the model server a larger context.":
		"对话对模型来说太长，它{most?}；请另开讨论串，或给模型服务器更大的上下文。",
	"The model reads {most}, which is too few for this request and a reply; give the model server {enough}, or ask about fewer files at once.":
		"模型{most?}，不足以容纳这次请求和回答；请给模型服务器{enough?}，或一次少问几个文件。",
	"The model reads {most}, which is too few for this request (this one has {n}) and a reply; give the model server {enough}, or ask about fewer files at once.":
		"模型{most?}，不足以容纳这次请求（共 {n} 个 token）和回答；请给模型服务器{enough?}，或一次少问几个文件。",
	"a limited number of tokens": "能读取的 token 数有限",
	"a limited number of tokens (this one has {n})": "能读取的 token 数有限（本次有 {n} 个）",
	"at most {n} tokens": "最多读取 {n} 个 token",
	"at most {n} tokens (this one has {has})": "最多读取 {n} 个 token（本次有 {has} 个）",
	"a larger context": "更大的上下文",
	"a context of at least {n} tokens": "至少 {n} 个 token 的上下文",
	"The model used its {n} tokens for thinking and wrote no reply; switch thinking off on the model server, or give it a model that does not think, then try again.":
		"模型把 {n} 个 token 全用于思考，没有写出回答；请在模型服务器上关闭思考，或换用不思考的模型，然后重试。",
	"The model only thought and wrote no reply; switch thinking off on the model server, or give it a model that does not think, then try again.":
		"模型只在思考，没有写出回答；请在模型服务器上关闭思考，或换用不思考的模型，然后重试。",
	"The model sent an empty reply twice, so there is no code to show; try again, or reword the request.":
		"模型两次返回空的回答，没有代码可以展示；请重试，或换一种说法。",
	"The model wrote no second program.": "模型没有写出第二个程序。",
	"A second program would have needed somebody's click, so it was not run.":
		"第二个程序需要有人点击批准才能运行，所以没有运行。",
	"The sandbox ended while the second program was running.": "第二个程序运行时，沙箱中断了。",
	"The answer above is not confirmed.": "上方的回答未经证实。",
	// The sandbox.
	"The sandbox image does not match this version of the bot, so no code can run; `npm start` builds the right one.":
		"沙箱镜像与本机器人的版本不符，无法运行代码；用 `npm start` 可构建正确的镜像。",
	"The same person already has {n} requests waiting for a sandbox; try again when one of them has been answered.":
		"同一个人已有 {n} 个请求在等待沙箱；请等其中一个得到回答后再试。",
	"All {n} sandboxes are in use and {waiting} threads are already waiting; try again in a few minutes.":
		"{n} 个沙箱都在使用中，另有 {waiting} 个讨论串在排队；请几分钟后再试。",
	"The sandbox started but does not answer; try again, or check the Docker engine's log.":
		"沙箱已启动但没有响应；请重试，或检查 Docker 引擎的日志。",
	"The bot runs as the same user as the code in the sandbox, so code could change its files; start it as another user.":
		"机器人与沙箱中的代码使用同一个用户运行，代码可能改动它的文件；请用其他用户启动。",
	"This Docker engine {what}, so code could break out of its limits and none will be run; use an engine that enforces these limits.":
		"这个 Docker 引擎{what?}，代码可能突破限制，因此不运行任何代码；请换用支持这些限制的引擎。",
	"does not say what it can enforce": "没有说明它能实施哪些限制",
	"lacks {what}": "缺少 {what}",
	"The sandbox image {image} is missing on this Docker engine, so no code can run; `npm start` builds it, or `docker compose build` in containers.":
		"这个 Docker 引擎上没有沙箱镜像 {image}，无法运行代码；用 `npm start` 可以构建，在容器中则用 `docker compose build`。",
	"The Docker engine's disk is full, so no code can run; free some space.":
		"Docker 引擎的磁盘已满，无法运行代码；请腾出一些空间。",
	"The Docker engine is not responding ({said}), so no code can run for now; I check it every second, so try again in a minute.":
		"Docker 引擎没有响应（{said}），暂时无法运行代码；我每秒检查一次，请一分钟后重试。",
	"The Docker engine cannot be reached, so no code can run; check that it is running and that the bot's user may use it.":
		"无法连接 Docker 引擎，不能运行代码；请确认它在运行，且机器人所用的用户有权使用它。",
	"The Kubernetes API server refuses what the bot asks for, so no code can run; give its service account the rights that docs/kubernetes.md lists.":
		"Kubernetes API 服务器拒绝了机器人的请求，因此无法运行代码；请为其服务账号授予 docs/kubernetes.md 中列出的权限。",
	"The Kubernetes API server does not answer, so no code can run for now; try again in a minute.":
		"Kubernetes API 服务器没有响应，因此暂时无法运行代码；请一分钟后重试。",
	"The cluster cannot make sandboxes ({reason}), so no code can run; ask whoever runs it to look at the pool and its template.":
		"集群无法创建沙箱（{reason}），因此无法运行代码；请让集群管理员检查沙箱池及其模板。",
	"The cluster cannot start the sandbox's containers ({reason}), so no code can run; ask whoever runs it to look at their image and the template.":
		"集群无法启动沙箱的容器（{reason}），因此无法运行代码；请让集群管理员检查其镜像和模板。",
	"The sandbox ends again as soon as it starts, so no code can run; ask whoever runs the cluster to look at the log of its Pod.":
		"沙箱一启动就结束，因此无法运行代码；请让集群管理员查看其 Pod 的日志。",
	"The sandbox started but does not answer; try again, or ask whoever runs the cluster to look at its Pod.":
		"沙箱已启动但没有响应；请重试，或请集群管理员检查它的 Pod。",
	"The files of this thread cannot be reached, because its sandbox does not answer; try again in a minute.":
		"无法访问本讨论串的文件，因为它的沙箱没有响应；请一分钟后重试。",
	"This thread's files were lost with the sandbox that held them; send them again if they are still needed.":
		"本讨论串的文件随存放它们的沙箱一起丢失；如仍需要，请重新发送。",
	"The file is no longer there, because this thread's files were removed.":
		"该文件已不存在，因为本讨论串的文件已被删除。",
	"{name} is larger than the limit of {n} MB, so I did not store it; send a smaller part of it.":
		"{name} 超过 {n} MB 的上限，没有保存；请发送其中较小的一部分。",
	"There is no room on the disk for {name}; free some space and send it again.":
		"磁盘空间不足，放不下 {name}；请腾出空间后重新发送。",
	"This machine's disk is full, so this could not be done; free some space and try again.":
		"本机磁盘已满，操作未能完成；请腾出空间后重试。",
	"This machine's disk is nearly full, so I cannot store files or run code; free some space and try again.":
		"本机磁盘将满，无法保存文件或运行代码；请腾出空间后重试。",
	"This thread's storage is full; remove some files and send it again.":
		"本讨论串的存储空间已满；请删除一些文件后重新发送。",
	"This machine's disk is full, so the code was not run; free some space and try again.":
		"本机磁盘已满，代码没有运行；请腾出空间后重试。",
	"{name} is no longer there, so no other file can take its place.": "{name} 已不在，其他文件无法代替它。",
	"The audit in {path} cannot be written ({reason}), so nothing was run; fix that, then try again.":
		"无法写入审计日志 {path}（{reason}），因此没有运行任何代码；请解决后重试。",
	"A newer version of me stored this thread, so I leave it untouched and cannot continue here; ask the operator to start the newer version again, which will then take up everything said here.":
		"本讨论串由我的较新版本保存，我不会改动它，也无法在此继续；请管理员重新启动较新版本，它会接着处理这里的所有内容。",
	'What I have stored about this thread is damaged, so I cannot continue here; tell the operator, who can find its key in the log, or say "forget" to delete it and start again.':
		"我保存的本讨论串记录已损坏，无法在此继续；请告知管理员（可在日志中找到它的键），或说“忘记”将其删除并重新开始。",
	"The platform of {thread} is not configured; set its token again.": "{thread} 所在的平台没有配置；请重新设置其令牌。",
	// What a Run left.
	"Python was restarted after this code was shown, so the code was not run: variables are gone, files are kept.":
		"展示这段代码之后 Python 重新启动过，因此代码没有运行：变量已丢失，文件仍然保留。",
	"The sandbox {why} while the code was running, so its result is unknown: variables are gone, files are kept.":
		"代码运行期间沙箱{why?}，结果未知：变量已丢失，文件仍然保留。",
	"could not be reached": "无法连接",
	disappeared: "消失了",
	"was shut down": "被关闭",
	"was shut down from outside": "被外部关闭",
	"had to make room for other work": "为其他工作让出了位置",
	"was on a machine that failed": "所在的机器出了故障",
	"was ended because its machine had no room left": "因所在机器空间不足而被结束",
	"The result of this run is no longer known.": "这次运行的结果已无法得知。",
	"The code could not be stopped, so its sandbox was shut down: variables are gone, files are kept.":
		"代码无法停止，因此关闭了它的沙箱：变量已丢失，文件仍然保留。",
	"The sandbox was paused from outside while the code was running; it was resumed, and the code continued.":
		"代码运行期间沙箱被外部暂停；现已恢复，代码继续运行。",
	"Between the last run and this one, {names} was created or changed by something that is still running.":
		"在上次运行和这次之间，{names} 被仍在后台运行的程序新建或改动。",
	"Between the last run and this one, {names} were created or changed by something that is still running.":
		"在上次运行和这次之间，{names} 被仍在后台运行的程序新建或改动。",
	"There are too many files in /workspace to check them all.": "/workspace 中的文件太多，无法逐一检查。",
	"1 more file was not attached.": "另有 1 个文件没有附上。",
	"{n} more files were not attached.": "另有 {n} 个文件没有附上。",
	"{name} was not attached, because the bot's disk is nearly full; it is still in /workspace.":
		"{name} 没有附上，因为机器人的磁盘将满；文件仍在 /workspace 中。",
	"{name} is empty, so it was not attached.": "{name} 是空文件，没有附上。",
	"{name} is not a plain path, so it was not attached.": "{name} 不是普通路径，没有附上。",
	"{name} is behind a symbolic link, so it was not attached.": "{name} 位于符号链接之后，没有附上。",
	"{name} is a symbolic link, so it was not attached.": "{name} 是符号链接，没有附上。",
	"{name} ({size}) is over the limit of {limit}, so it was not attached; it is still in /workspace.":
		"{name}（{size}）超过 {limit} 的上限，没有附上；文件仍在 /workspace 中。",
	"{name} was not attached, because a run can attach at most {n} files; it is still in /workspace.":
		"{name} 没有附上，因为一次运行最多附上 {n} 个文件；文件仍在 /workspace 中。",
	"The disk of this machine is nearly full, so the run, which added to it, was stopped.":
		"本机磁盘将满，而这次运行还在写入，因此已停止。",
	"The files of this thread took {used} and may take {limit}, so the run was stopped; remove some files.":
		"本讨论串的文件占用 {used}，上限为 {limit}，因此停止了运行；请删除一些文件。",
	"Something that earlier code had left running filled this machine's disk, so the sandbox was shut down: variables are gone, files are kept.":
		"先前代码留在后台的程序占满了本机磁盘，因此关闭了沙箱：变量已丢失，文件仍然保留。",
	"Something that earlier code had left running added files until this thread used {used} of its {limit}, so the sandbox was shut down: variables are gone, files are kept.":
		"先前代码留在后台的程序不断写入文件，本讨论串已用 {used}（上限 {limit}），因此关闭了沙箱：变量已丢失，文件仍然保留。",
	"Still running in the background: {names}.": "仍在后台运行：{names}。",
	"The code left {n} processes running, so they were stopped.": "代码留下 {n} 个进程仍在运行，已将其停止。",
	"Processes that earlier code had left running filled the sandbox, so they were stopped.":
		"先前代码留下的进程占满了沙箱，已将其停止。",
	"The shell ended, so the effects of `cd` and `export` are gone.": "Shell 已退出，`cd` 和 `export` 的效果不再有效。",
	"Node.js ended, so its variables are gone.": "Node.js 已退出，变量已丢失。",
	"The output was cut, and there was no room to keep all of it.": "输出已截断，且没有空间保存全部内容。",
	"The output was cut; the first {size} are in {path}.": "输出已截断；前 {size} 保存在 {path}。",
	"The output was cut; the first {size}, all that there was room for, are in {path}.":
		"输出已截断；前 {size}（空间所限）保存在 {path}。",
	"The output was cut; all of it ({size}) is in {path}.": "输出已截断；全部内容（{size}）保存在 {path}。",
	"The output was cut; all of it is in {name}.": "输出已截断；全部内容见 {name}。",
	// Slack and Discord.
	"post a message": "发送消息",
	"read this thread": "读取这个讨论串",
	"write in this thread": "在这个讨论串里发言",
	"write to somebody directly": "发送私信",
	"answer in private": "私下答复",
	"attach files": "附上文件",
	"log in": "登录",
	"open a thread": "新建讨论串",
	"see who somebody is": "查看成员身份",
	"Discord no longer has this thread, so it was closed.": "Discord 上已没有这个讨论串，因此将其关闭。",
	"Discord could not be reached to {what} ({reason}); check this machine's connection to Discord.":
		"无法连接 Discord，不能{what?}（{reason}）；请检查本机到 Discord 的网络。",
	"Discord does not let me {what}, because my role lacks the permission {list}; a server admin can grant it.":
		"Discord 不允许我{what?}，因为我的身份组缺少权限 {list}；服务器管理员可以授予。",
	"Discord does not let me {what}, because my role lacks the permission for this channel; a server admin can grant it.":
		"Discord 不允许我{what?}，因为我的身份组在此频道没有权限；服务器管理员可以授予。",
	"This thread is locked or archived, so I cannot write here; unlock it, or ask me in the channel.":
		"本讨论串已锁定或归档，我无法在此发言；请解锁，或到频道里问我。",
	"This server has too many open threads, so I could not open another; close some of them and ask again.":
		"本服务器打开的讨论串太多，无法再新建；请关闭一些后再问。",
	"Discord refused to {what} ({said}); check the bot's settings.":
		"Discord 拒绝{what?}（{said}）；请检查机器人的设置。",
	"Discord does not accept this token; copy the current one from the application's Bot page into DISCORD_TOKEN.":
		"Discord 不接受这个令牌；请从应用的 Bot 页面复制当前令牌，填入 DISCORD_TOKEN。",
	"Discord does not let me read messages, because the Message Content Intent is off; enable it on the application's Bot page and restart me.":
		"Discord 不允许我读取消息，因为 Message Content Intent 没有开启；请在应用的 Bot 页面开启后重新启动我。",
	"I can no longer reach this thread on Slack ({code}), so it was closed.":
		"我已无法访问 Slack 上的这个讨论串（{code}），因此将其关闭。",
	"Slack could not be reached for {method} ({reason}); check this machine's connection to Slack.":
		"无法连接 Slack 以执行 {method}（{reason}）；请检查本机到 Slack 的网络。",
	"Slack refused {method} because the app lacks the scope {scope}; add it under OAuth & Permissions and install the app again.":
		"Slack 拒绝了 {method}，因为应用缺少权限 {scope}；请在 OAuth & Permissions 中添加并重新安装应用。",
	"Slack refused {method} because the token is not valid ({code}); put the current one into {name}.":
		"Slack 拒绝了 {method}，因为令牌无效（{code}）；请把当前令牌填入 {name}。",
	"Slack refused {method} because the workspace does not let the app do this here ({code}); ask a workspace admin to allow it.":
		"Slack 拒绝了 {method}，因为工作区不允许应用在此这样做（{code}）；请工作区管理员放行。",
	"Slack refused {method} ({code}); look the code up on Slack's page about {page} and check the app's settings.":
		"Slack 拒绝了 {method}（{code}）；请在 Slack 关于 {page} 的页面查询该代码，并检查应用设置。",
	"{name} is only a link to another service, and I can only read files on Slack; please upload the file itself.":
		"{name} 只是指向其他服务的链接，我只能读取 Slack 上的文件；请上传文件本身。",
	"Slack sent a login page instead of {name}, because the app lacks the scope files:read; add it under OAuth & Permissions and install the app again.":
		"Slack 返回的是登录页而不是 {name}，因为应用缺少权限 files:read；请在 OAuth & Permissions 中添加并重新安装应用。",
	"Slack did not accept the file {name} ({status}); run the code again to get it.":
		"Slack 没有接受文件 {name}（{status}）；请重新运行代码以获取。",
	"Slack accepted the code as a file but does not show it in the thread; try again.":
		"Slack 已接收代码文件，但没有显示在讨论串中；请重试。",
	"{name} is stored on {host}, which is not one of {platform}'s file hosts, so it was not fetched; please upload the file itself, or ask the operator to add the host to {setting}.":
		"{name} 存放在 {host}，不属于 {platform} 的文件服务器，因此没有获取；请上传文件本身，或请管理员把该主机加入 {setting}。",
	"{name} could not be fetched from {platform} ({reason}); please upload it again.":
		"无法从 {platform} 获取 {name}（{reason}）；请重新上传。",
	"{platform} redirected {name} too often, so it was not fetched; please upload it again.":
		"{platform} 对 {name} 重定向次数过多，没有获取；请重新上传。",
	"{platform} stopped sending {name} midway; please upload it again.":
		"{platform} 发送 {name} 时中途停止；请重新上传。",
	"{name} is too large: it is {size} and the limit is {limit}; please send a smaller part of it.":
		"{name} 太大：{size?}，上限为 {limit}；请发送其中较小的一部分。",
	"more than {size}": "超过 {size}",
	"{name} is no longer on {platform}, so I could not read it; please upload it again.":
		"{name} 已不在 {platform} 上，无法读取；请重新上传。",
	"{platform} did not let me read {name} ({status}); {why}": "{platform} 不允许我读取 {name}（{status}）；{why?}",
	"its address has expired; please upload it again.": "它的地址已过期，请重新上传。",
	"the app needs the scope files:read and must be a member of the channel.":
		"应用需要权限 files:read，并且必须是该频道的成员。",
	"{platform} could not deliver {name} ({status}); please upload it again.":
		"{platform} 未能提供 {name}（{status}）；请重新上传。",
	// An edit that was not taken.
	"Nothing was changed because {reason}. The code above is still waiting.":
		"没有改动，因为{reason?}。上方的代码仍在等待。",
	"{name} is not allowed to edit this code": "{name} 无权修改这段代码",
	"the edited code is empty": "修改后的代码为空",
	"the edited code already failed or was rejected": "修改后的代码此前已失败或被拒绝",
	"the edited code is the same as before": "修改后的代码与之前相同",
	"{name} is too large to review before approval (over 100 kB)": "{name} 太大（超过 100 kB），无法在批准前审阅",
	"{name} is not UTF-8 text": "{name} 不是 UTF-8 文本",
	// Why there is no answer.
	"It failed, and fixes are switched off here: {cause}": "运行失败，此处已关闭自动修正：{cause?}",
	"It still fails after 1 fix: {cause}": "修正 1 次后仍然失败：{cause?}",
	"It still fails after {n} fixes: {cause}": "修正 {n} 次后仍然失败：{cause?}",
	"One more try did not help.": "再试一次也没有改善。",
	"It did not finish within {n} seconds.": "没有在 {n} 秒内完成。",
	"It stopped at line {n} of the code: {code}": "当时停在第 {n} 行代码：{code}",
	"It needed more memory than this thread may use.": "所需内存超过本讨论串的上限。",
	"It needed more than {limit} of memory, the most that this thread may use.":
		"所需内存超过 {limit}，这是本讨论串的上限。",
	"It needed more memory than this thread may use: {said}": "所需内存超过本讨论串的上限：{said}",
	"There is no column {name}.": "没有名为 {name} 的列。",
	"There is no column {name}; the closest is {near}.": "没有名为 {name} 的列；最接近的是 {near}。",
	"There is no column {name} in {file}.": "{file} 中没有名为 {name} 的列。",
	"There is no column {name} in {file}; the closest is {near}.": "{file} 中没有名为 {name} 的列；最接近的是 {near}。",
	"There are no columns {names}.": "没有这些列：{names}。",
	"There are no columns {names}; the closest is {near}.": "没有这些列：{names}；最接近的是 {near}。",
	"There are no columns {names}; the closest are {near}.": "没有这些列：{names}；最接近的是 {near}。",
	"There is no column {name}; the closest are {near}.": "没有名为 {name} 的列；最接近的是 {near}。",
	"There is no column {name} at that point, though {file} has one: a step before left it out or renamed it.":
		"到这一步已没有 {name} 列，虽然 {file} 中有：之前的步骤去掉了它或改了名。",
	"There is no column {name} any more after {call}(); use .reset_index() first, or take the column before.":
		"经过 {call}() 之后已没有 {name} 列；请先用 .reset_index()，或在此之前取出该列。",
	"There is no {name} in {of}.": "{of} 中没有 {name}。",
	"There is no {name} in {of}; the closest is {near}.": "{of} 中没有 {name}；最接近的是 {near}。",
	"There is no {name} in {of}, which is empty.": "{of} 中没有 {name}，它是空的。",
	"There is no row labelled {key} in {column}.": "{column} 中没有标签为 {key} 的行。",
	"There is no file {name}.": "没有文件 {name}。",
	"There is no file {name}; the closest is {near}.": "没有文件 {name}；最接近的是 {near}。",
	"The package {name} is not installed here, and nothing can be installed.":
		"这里没有安装 {name} 包，也无法安装任何包。",
	"The package {name} is not installed here, and nothing can be installed; {other} is installed.":
		"这里没有安装 {name} 包，也无法安装任何包；可用的是 {other}。",
	"The code is not valid Python: {said}.": "代码不是有效的 Python：{said}。",
	"Some values are no plain numbers, for example {value}.": "有些值不是纯数字，例如 {value}。",
	"Some values are no dates, for example {value}.": "有些值不是日期，例如 {value}。",
	"The name {name} is used before it is defined.": "名称 {name} 在定义之前就被使用。",
	"The name {name} is not defined; the closest is {near}.": "名称 {name} 没有定义；最接近的是 {near}。",
	"The file is not in the encoding that the code expects.": "文件的编码与代码所用的不同。",
	"It divided by zero.": "除数为零。",
	"{n} of {total} values in {column} are no plain numbers, for example {values}.":
		"{column} 的 {total} 个值中有 {n} 个不是纯数字，例如 {values}。",
	"{n} of {total} values in {column} are no whole numbers, for example {values}.":
		"{column} 的 {total} 个值中有 {n} 个不是整数，例如 {values}。",
	"{n} of {total} values in {column} are no dates, for example {values}.":
		"{column} 的 {total} 个值中有 {n} 个不是日期，例如 {values}。",
	"{n} of {total} values in {column} are empty (NaN), which whole numbers cannot be.":
		"{column} 的 {total} 个值中有 {n} 个为空（NaN），整数列不允许空值。",
	"The file of {name} was read as one column, because its delimiter is {mark}.":
		"{name} 的文件被读成了一列，因为它的分隔符是 {mark}。",
	"{name} has more than one column called {column}, so each is a table by that name.":
		"{name} 中名为 {column} 的列不止一个，因此按该名称取到的是一张表。",
	"{name} is {what}.": "{name} 是{what!}。",
	"{name} is {what}, whatever its name says.": "{name} 其实是{what!}，与文件名不符。",
	"a workbook": "Excel 工作簿",
	"a Parquet file": "Parquet 文件",
	"a Feather file": "Feather 文件",
	"a SQLite database": "SQLite 数据库",
	"packed by gzip": "gzip 压缩文件",
	"packed by bzip2": "bzip2 压缩文件",
	"packed by bz2": "bzip2 压缩文件",
	"packed by xz": "xz 压缩文件",
	"packed by zip": "zip 压缩文件",
	"packed by zstd": "zstd 压缩文件",
	"a zip archive": "zip 压缩包",
	"a RAR archive": "RAR 压缩包",
	"a 7z archive": "7z 压缩包",
	"an HTML page": "HTML 网页",
	JSON: "JSON 文件",
	text: "文本",
	"a PDF": "PDF 文件",
	"an old Excel workbook (97-2003)": "旧版 Excel 工作簿（97-2003）",
	"a binary Excel workbook (.xlsb)": "二进制 Excel 工作簿（.xlsb）",
	"an OpenDocument workbook (.ods)": "OpenDocument 工作簿（.ods）",
	"an Excel 2003 workbook in XML": "XML 格式的 Excel 2003 工作簿",
	"a web page saved as an archive": "保存为单个文件的网页",
	"protected by a password": "受密码保护的文件",
	"{what}, which cannot be read here; {cure}": "{what!}，这里无法读取；{cure!}",
	"save it as .xlsx or CSV and send that": "请另存为 .xlsx 或 CSV 后发送",
	"save it without one and send that": "请去掉密码另存后发送",
	"send its table as .xlsx or CSV": "请把其中的表格以 .xlsx 或 CSV 发送",
	"unpack it and send that": "请解压后发送",
	"{name} is no single JSON text: each of its lines is one.": "{name} 不是单个 JSON 文本：每一行各是一个。",
	"{module} has no {name}.": "{module} 没有 {name}。",
	"{module} has no {name}; the closest is {near}.": "{module} 没有 {name}；最接近的是 {near}。",
	"{module} has no {name}; the closest column is {near}.": "{module} 没有 {name}；最接近的列是 {near}。",
	"There is no screen here: a chart can only be saved to a file.": "这里没有屏幕：图表只能保存为文件。",
	"{name} lies in the workspace, where files are data and are never imported; put its code into the program.":
		"{name} 在工作目录中，那里的文件只作为数据，不会被导入；请把它的代码写进程序。",
	"{name} is not in the encoding that the code expects: it looks like {encoding}.":
		"{name} 的编码与代码所用的不同：看起来是 {encoding}。",
	"Some bytes of {name} are no {encoding}.": "{name} 中有些字节不是 {encoding}。",
	"{name} has another layout than the code expects.": "{name} 的结构与代码所设想的不同。",
	"{name} has {n} lines above its header.": "{name} 的表头上方有 {n} 行。",
	"{name} has 1 line above its header.": "{name} 的表头上方有 1 行。",
	"{name} has {n} lines above its header and the delimiter {mark}.": "{name} 的表头上方有 {n} 行，分隔符是 {mark}。",
	"{name} has 1 line above its header and the delimiter {mark}.": "{name} 的表头上方有 1 行，分隔符是 {mark}。",
	"{name} has the delimiter {mark}.": "{name} 的分隔符是 {mark}。",
	// What else was seen at the failing line, and hints.
	"Columns of {name}: {columns}.": "{name} 的列：{columns}。",
	"Columns: {columns}.": "列：{columns}。",
	"Keys of {name}: {keys}.": "{name} 的键：{keys}。",
	"The index of {name}: {keys}.": "{name} 的索引：{keys}。",
	"{column} is a column of {name}.": "{column} 是 {name} 的列。",
	"{column} is the index of {name}, not a column: use {code} first.":
		"{column} 是 {name} 的索引而不是列：请先用 {code}。",
	"Files: none.": "没有文件。",
	"Files: {names}.": "现有文件：{names}。",
	"Use {name} instead.": "请改用 {name}。",
	"Read it with {code}.": "读取方法：{code}。",
	"Read it with the code on its card.": "请用它的文件说明中的代码读取。",
	"On this line {types}.": "这一行中 {types}。",
	"Sizes: {sizes}.": "大小：{sizes}。",
	"Text columns: {names}. Choose the numeric columns, or numeric_only=True.":
		"文本列：{names}。请选择数值列，或用 numeric_only=True。",
	"No rows are left in {names}, as there is no empty cell or repeated row to find: say so where nothing is left, and print 0.":
		"{names} 中没有行，因为没有空单元格或重复行：此时请说明这一点并输出 0。",
	"No rows are left in {names}: the filter or dropna() before kept none. Compare the filter's words with the values of the column.":
		"{names} 中已没有行：之前的筛选或 dropna() 没有留下任何行。请把筛选条件与列中的值对照。",
	"Also there: {names}.": "另有：{names}。",
	"{package} here is {version}.": "这里的 {package} 版本是 {version}。",
	"The largest tables: {names}.": "最大的表：{names}。",
	"To keep the first of each: {code}.": "每个值只保留第一个：{code}。",
	"{file} has 1 row.": "{file} 有 1 行。",
	"{file} has {n} rows.": "{file} 有 {n} 行。",
	"The kernel was restarted: variables are gone, files are kept.": "Python 已重新启动：变量已丢失，文件仍然保留。",
	// Output that went wrong.
	"{column} holds numbers as text, so {call}() joined them instead of adding: turn it into numbers first, {code}.":
		"{column} 中的数字是文本，{call}() 把它们连在一起而没有相加：请先转成数字，{code?}。",
	'{column} holds numbers as text, so {call}() put "{one}" after "{other}": turn it into numbers first, {code}.':
		"{column} 中的数字是文本，{call}() 把“{one}”排在“{other}”之后：请先转成数字，{code?}。",
	"{column} was added up after a join that turned {n} rows into {all}, so some count several times: add it up before the join.":
		"{column} 是在连接之后求和的，连接使 {n} 行变成了 {all} 行，有些行被重复计算：请在连接之前求和。",
	"each value with its own sign and scale": "每个值按各自的符号和单位处理",
	"It added text together instead of numbers ({text}): turn the column into numbers first, each value with its own sign and scale.":
		"它把文本连在了一起，而不是把数字相加（{text}）：请先把该列转成数字，每个值按各自的符号和单位处理。",
	"It changed a copy, so the table stayed as it was: write df.loc[rows, 'column'] = value, or df['column'] = df['column'].method(...).":
		"它改动的是副本，原表没有变化：请写 df.loc[rows, 'column'] = value，或 df['column'] = df['column'].method(...)。",
	"The list that it printed last was cut in the middle: print each value on a line of its own, or save them to a file.":
		"最后输出的列表中间被省略：请每行输出一个值，或保存到文件。",
	"The chart shows empty boxes in place of {letters}: leave out the lines that choose a font, or write {code} after the theme and before the chart.":
		"图中的“{letters}”显示为空方框：请去掉选择字体的代码，或在主题之后、画图之前写 {code}。",
	"It ended without an error, but it printed nothing and made no file.":
		"程序运行没有报错，但没有输出，也没有生成文件。",
	"It printed an error in place of an answer: {said}": "它输出的是错误信息而不是答案：{said}",
	"The answer is not in the form that was asked for: {errors}": "回答不符合要求的格式：{errors?}",
	"{part} is missing.": "缺少 {part}。",
	"{part} is not filled in.": "{part} 没有填写。",
	"{part} came out as {value}.": "{part} 的结果是 {value}。",
	"{part} must be values with commas between them, without brackets.": "{part} 应为以逗号分隔的值，不带括号。",
	"{part} must be one of {options}, not {value}.": "{part} 应为 {options} 之一，而不是 {value}。",
	"{part} must be a number, not {value}.": "{part} 应为数字，而不是 {value}。",
	"{part} must have no decimals, but is {value}.": "{part} 不应有小数，现在是 {value}。",
	"{part} must have at most {n} decimals, but is {value}.": "{part} 最多保留 {n} 位小数，现在是 {value}。",
	"It prints “{text}”, which stands in the code as fixed text: compute every figure from the data.":
		"它输出的“{text}”是写死在代码里的文字：每个数字都应由数据计算得出。",
	"No row of {file} was left, so there is no figure: of {n} rows, {left} were left out: {why}.":
		"{file} 没有剩下任何行，因此没有数字：{n} 行中，{why?}去掉了 {left} 行。",
	"by an earlier program": "先前的程序",
	"by line {n}": "第 {n} 行代码",
	"by `{code}`": "由 `{code}` ",
	"by `{code}` (line {n})": "第 {n} 行代码 `{code}` ",
	"without {columns} (line {n})": "因缺少 {columns&}，第 {n} 行代码",
	"without {columns}": "因缺少 {columns&}，",
	"without a match (line {n})": "因没有匹配，第 {n} 行代码",
	"without a match": "因没有匹配，",
	"without any value (line {n})": "因没有任何值，第 {n} 行代码",
	"without any value": "因没有任何值，",
	"with an empty value (line {n})": "因有空值，第 {n} 行代码",
	"with an empty value": "因有空值，",
	"whose {column} is not a number (line {n})": "因 {column} 不是数字，第 {n} 行代码",
	"whose {column} is not a number": "因 {column} 不是数字，",
	"whose {column} is not a date (line {n})": "因 {column} 不是日期，第 {n} 行代码",
	"whose {column} is not a date": "因 {column} 不是日期，",
	"repeated (line {n})": "因重复，第 {n} 行代码",
	repeated: "因重复，",
	"The answer came out as NaN, infinite or empty.": "结果是 NaN、无穷大或空值。",
	"It left out a part of the request: {what}.": "它漏掉了请求中的一部分：{what}。",
	// Charts.
	"Chart `{file}`: {says}.": "图表 `{file}`：{says?}。",
	"Chart: {says}.": "图表：{says?}。",
	"it shows no data": "没有画出数据",
	"the labels of its slices overlap": "扇形的标签互相重叠",
	"the labels on its x axis overlap": "横轴上的标签互相重叠",
	"the labels on its y axis overlap": "纵轴上的标签互相重叠",
	"its values are text ({what}), so they do not stand by their size": "数值是文本（{what}），没有按大小排列",
	"a line joins names that have no order ({what})": "折线连接的名称没有先后顺序（{what}）",
	"its line runs back and forth in time": "折线在时间上来回折返",
	"no font here draws {what}, so there are boxes in their place": "这里没有字体能显示 {what}，因此显示为方框",
	"{n} of its {all} points have no value and are not drawn": "{all} 个点中有 {n} 个没有值，没有画出",
	"it has no title, and its axes have no names": "没有标题，坐标轴也没有名称",
	"it seems to show no data": "似乎没有画出数据",
	"its labels seem to overlap": "标签似乎互相重叠",
	"a text at its edge seems to be cut off": "边缘的文字似乎被截断",
	"it seems to have boxes in place of letters": "似乎有文字显示为方框",
	"its legend seems to cover data": "图例似乎遮住了数据",
	"its data seem to be squeezed together": "数据似乎挤在一起",
	// Agreement of two programs.
	"✅ Two programs agree: 1 figure came out the same.": "✅ 两个程序一致：1 个数字相同。",
	"✅ Two programs agree: {n} figures came out the same.": "✅ 两个程序一致：{n} 个数字相同。",
	"✅ Two programs agree: they printed the same words.": "✅ 两个程序一致：输出的文字相同。",
	"◐ The second program printed 1 of {all} figures, and that one is the same; the others are not confirmed.":
		"◐ 第二个程序输出了 {all} 个数字中的 1 个，这个数字相同；其余未经证实。",
	"◐ The second program printed {n} of {all} figures, and those are the same; the others are not confirmed.":
		"◐ 第二个程序输出了 {all} 个数字中的 {n} 个，这些数字相同；其余未经证实。",
	"⚠️ The two programs disagree, so the answer above is not confirmed.": "⚠️ 两个程序不一致，上方的回答未经证实。",
	"The second program printed nothing that can be compared with the first, so the answer above is not confirmed.":
		"第二个程序没有输出可与第一个比较的内容，上方的回答未经证实。",
	"Where the programs differ:": "两个程序的不同之处：",
	"The first program printed:": "第一个程序的输出：",
	"The second program printed:": "第二个程序的输出：",
	"Parts of the first program cannot be analysed.": "第一个程序有无法完整分析的部分。",
	"Parts of the second program cannot be analysed.": "第二个程序有无法完整分析的部分。",
	"The first reads {one}, the second {other}.": "第一个读取 {one}，第二个读取 {other}。",
	"The first joins tables by {one}, the second joins none.": "第一个按 {one} 关联多张表，第二个没有关联。",
	"The second joins tables by {one}, the first joins none.": "第二个按 {one} 关联多张表，第一个没有关联。",
	"The first joins tables by their order, the second joins none.": "第一个按行的顺序关联多张表，第二个没有关联。",
	"The second joins tables by their order, the first joins none.": "第二个按行的顺序关联多张表，第一个没有关联。",
	"The first joins by {one}, the second by {other}.": "第一个按 {one} 关联，第二个按 {other} 关联。",
	"The first keeps only rows that have a match in both tables, the second {other}.":
		"第一个只保留两张表中都能匹配的行，第二个{other?}。",
	"The first keeps rows of the first table that have no match, the second {other}.":
		"第一个保留第一张表中没有匹配的行，第二个{other?}。",
	"The first keeps rows of the second table that have no match, the second {other}.":
		"第一个保留第二张表中没有匹配的行，第二个{other?}。",
	"The first keeps rows of both tables that have no match, the second {other}.":
		"第一个保留两张表中没有匹配的行，第二个{other?}。",
	"The first joins in the way called {how}, the second {other}.": "第一个按 {how} 方式关联，第二个{other?}。",
	"keeps only rows that have a match in both tables": "只保留两张表中都能匹配的行",
	"keeps rows of the first table that have no match": "保留第一张表中没有匹配的行",
	"keeps rows of the second table that have no match": "保留第二张表中没有匹配的行",
	"keeps rows of both tables that have no match": "保留两张表中没有匹配的行",
	"joins in the way called {how}": "按 {how} 方式关联",
	"The first keeps rows where {one}, the second where {other}.":
		"第一个保留满足 {one} 的行，第二个保留满足 {other} 的行。",
	"The first keeps only rows where {one}; the second does not.": "第一个只保留满足 {one} 的行，第二个没有这样筛选。",
	"The second keeps only rows where {one}; the first does not.": "第二个只保留满足 {one} 的行，第一个没有这样筛选。",
	"The first leaves out rows with any empty value; the second does not.": "第一个去掉有空值的行，第二个没有。",
	"The second leaves out rows with any empty value; the first does not.": "第二个去掉有空值的行，第一个没有。",
	"The first leaves out rows without {columns}; the second does not.": "第一个去掉 {columns} 为空的行，第二个没有。",
	"The second leaves out rows without {columns}; the first does not.": "第二个去掉 {columns} 为空的行，第一个没有。",
	"The first counts repeated values once; the second counts each.": "第一个对重复的值只计一次，第二个逐个计数。",
	"The second counts repeated values once; the first counts each.": "第二个对重复的值只计一次，第一个逐个计数。",
	"The first takes the {one}, the second the {other}.": "第一个取{one?}，第二个取{other?}。",
	"The first also takes the {one}.": "第一个还取{one?}。",
	"The second also takes the {one}.": "第二个还取{one?}。",
	"{n} largest": "最大的 {n} 个",
	"{n} smallest": "最小的 {n} 个",
	largest: "最大的",
	smallest: "最小的",
	sum: "总和",
	mean: "平均值",
	median: "中位数",
	min: "最小值",
	max: "最大值",
	count: "个数",
	distinct: "不同值的个数",
	share: "占比",
	quantile: "分位数",
	mode: "众数",
	deviation: "标准差",
	variance: "方差",
	correlation: "相关系数",
	change: "变化",
	cumulated: "累计值",
	rolling: "滑动值",
	product: "乘积",
	"{one} and {other}": "{one!}和{other!}",
	"The first groups by {one}, the second groups by {other}.": "第一个按 {one} 分组，第二个按 {other} 分组。",
	"The first makes no groups, the second groups by {other}.": "第一个没有分组，第二个按 {other} 分组。",
	"The first groups by {one}, the second makes no groups.": "第一个按 {one} 分组，第二个没有分组。",
	"The first computes with {one}, the second with {other}.": "第一个用 {one} 计算，第二个用 {other} 计算。",
	// Earlier code that changes later results.
	"{name} was replaced": "{name} 被替换",
	"{name} is in use": "{name} 正在使用",
	"the name {name} now stands for a function": "名称 {name} 现在指向一个函数",
	"the name {name} now stands for a class": "名称 {name} 现在指向一个类",
	"the name {name} now stands for an object of type {type}": "名称 {name} 现在指向一个 {type} 类型的对象",
	"the way modules are found was changed": "模块的查找方式被改动",
	"a handler of {name} was set": "设置了 {name} 的处理函数",
	"a timer is still running": "有一个定时器仍在运行",
	"thread {name} is still running": "线程 {name} 仍在运行",
	"task {name} is still running": "任务 {name} 仍在运行",
	// Corrections of the pre-check.
	"Added {what}, as `{file}` needs.": "已按 `{file}` 的需要添加 {what&}。",
	"Added {what}, as `{file}` needs; its encoding looks like {one} or {other}.":
		"已按 `{file}` 的需要添加 {what&}；它的编码像是 {one} 或 {other}。",
	"`{name}` is {what}, whatever its name says: it is read with `{reader}`.":
		"`{name}` 其实是{what!}，与文件名不符：改用 `{reader}` 读取。",
	"Added `lines=True`: `{name}` holds one object a line.": "已添加 `lines=True`：`{name}` 每行是一个对象。",
	"Left out `lines=True`: `{name}` is one list, not one object a line.":
		"已去掉 `lines=True`：`{name}` 是一个列表，而不是每行一个对象。",
	"`{name}` is an HTML page, which no package here reads: its table is taken out of its text.":
		"`{name}` 是 HTML 网页，这里没有能读取它的包：改为从其文本中取出表格。",
	"{name} is called {other} in `{file}`.": "{name} 在 `{file}` 中叫做 {other}。",
	"There is no sheet `{name}`; `{only}` is the only one of `{file}`.":
		"没有工作表 `{name}`；`{file}` 中只有 `{only}`。",
	"Read `{key}` of `{file}` as a table: it holds {names}.": "已把 `{file}` 的 `{key}` 读成表格：其中有 {names}。",
	"Made values of `{column}` of `{file}` one that look alike.": "已统一 `{file}` 的 `{column}` 中看起来相同的值。",
	"Left out the parts of other rows of `{column}`, which would be counted twice.":
		"已去掉 `{column}` 中属于其他行的分项，以免重复计算。",
	"Left out the parts of other rows of `{column}` ({label}), which would be counted twice.":
		"已去掉 `{column}` 中属于其他行的分项（{label}），以免重复计算。",
	"Left out the totals of `{column}`, which would be counted twice.": "已去掉 `{column}` 中的合计行，以免重复计算。",
	"Left out the totals of `{column}` ({label}), which would be counted twice.":
		"已去掉 `{column}` 中的合计行（{label}），以免重复计算。",
	"Did not subtract the total row from the count: it was left out before.": "计数时不再减 1：合计行已在前面去掉。",
	"Took the spaces around the values of `{column}` of `{file}` away.": "已去掉 `{file}` 中 `{column}` 列值前后的空格。",
	"Turned `{column}` of `{file}` into dates: in the file it is text.":
		"已把 `{file}` 中的 `{column}` 列转成日期：在文件里它是文本。",
	"Turned `{column}` of `{file}` into numbers: in the file it is text.":
		"已把 `{file}` 中的 `{column}` 列转成数字：在文件里它是文本。",
	"Turned `{column}` of `{file}` into times: in the file it is text.":
		"已把 `{file}` 中的 `{column}` 列转成时长：在文件里它是文本。",
	"Turned `{column}` of `{file}` into dates: in the file they are numbers.":
		"已把 `{file}` 中的 `{column}` 列转成日期：在文件里它们是数字。",
	"Mended the letters of `{column}` of `{file}`, which were read in a wrong encoding.":
		"已修正 `{file}` 中 `{column}` 列的乱码：文字曾按错误的编码读取。",
	"Used `{column}` as the row labels: `{call}` cannot add text to numbers.":
		"以 `{column}` 作为行标签：`{call}` 不能把文本与数字相加。",
	"Used only the columns of numbers: `{call}` fails on text.": "只取数值列：`{call}` 遇到文本会失败。",
	"Used only the columns of numbers: `{call}` fails on dates.": "只取数值列：`{call}` 遇到日期会失败。",
	"Used only the columns of numbers: `{call}` joins text.": "只取数值列：`{call}` 会把文本连在一起。",
	"Chose the columns before `{call}`, which fails on dates.": "先选出所需的列再用 `{call}`：它遇到日期会失败。",
	"Made a row of each month: in `{file}` the months are columns.": "把每个月份变成一行：`{file}` 中各月份是列。",
	"Made a row of each quarter: in `{file}` the quarters are columns.": "把每个季度变成一行：`{file}` 中各季度是列。",
	"Made a row of each year: in `{file}` the years are columns.": "把每个年份变成一行：`{file}` 中各年份是列。",
	"Grouped the table by {names}, then took `{column}`: a column alone has no {others}.":
		"先按 {names} 对表分组，再取 `{column}`：单独一列没有 {others}。",
	"Left out `parse_dates`: `{file}` has no column {names}.": "已去掉 `parse_dates`：`{file}` 中没有 {names} 列。",
	"Printed {names} too: figures are asked for.": "同时输出 {names}：请求中要的是数值。",
	"Printed {names} too: what is printed rests on it.": "同时输出 {names}：结论以此为依据。",
	"Wrote `{code}`: `{column}` is empty in every row, so that `dropna()` leaves none.":
		"已改写为 `{code}`：`{column}` 整列为空，`dropna()` 会一行不剩。",
	"`{file}` calls `{name}` `{other}`, so it is joined by that.":
		"`{name}` 在 `{file}` 中叫做 `{other}`，因此按它关联。",
	"Turned the periods into text: `matplotlib` cannot draw periods.": "已把时间段转成文本：`matplotlib` 无法直接绘制。",
	"Wrote `{code}`: `{old}` fails.": "已改写为 `{code}`：`{old}` 会失败。",
	"Left out `squared=...`, which is gone: the root is taken with `** 0.5`.":
		"已去掉 `squared=...`（已不存在）：改用 `** 0.5` 开方。",
	"Left out `infer_datetime_format`, which is gone and not needed.":
		"已去掉 `infer_datetime_format`：它已不存在，也不需要。",
	"Wrote `{code}`: in this pandas inplace=True changes nothing on a column.":
		"已改写为 `{code}`：在这个版本的 pandas 中，inplace=True 对列不起作用。",
	"Wrote `{code}`: `fillna(method=...)` is gone.": "已改写为 `{code}`：`fillna(method=...)` 已不存在。",
	"Wrote `fetchall()[0]`: what `duckdb.sql()` gives no longer has `fetchone()`.":
		"已改写为 `fetchall()[0]`：`duckdb.sql()` 的结果不再有 `fetchone()`。",
	"Wrote `{code}`, which `{owner}` does not have.": "已改写为 `{code}`：`{owner}` 没有它。",
	"Wrote `{code}`: in this pandas two pairs of brackets change a copy.":
		"已改写为 `{code}`：在这个版本的 pandas 中，连用两对方括号改动的是副本。",
	"Wrote `{code}`: groupby() takes several columns as a list.": "已改写为 `{code}`：groupby() 的多个列要写成列表。",
	"Wrote `{code}`: several columns are taken with a list.": "已改写为 `{code}`：取多个列要用列表。",
	"Wrote `datetime64[ns]`: pandas needs the unit of `{type}`.":
		"已改写为 `datetime64[ns]`：pandas 需要写明 `{type}` 的单位。",
	"Wrote `{code}`: pandas has no type `{type}`.": "已改写为 `{code}`：pandas 没有 `{type}` 类型。",
	"Wrote `{code}`, as `{old}` is called now.": "已改写为 `{code}`，这是 `{old}` 现在的名称。",
	"Divided by n, as of a population: `{call}` divides by n - 1.": "已改为除以 n（按总体计算）：`{call}` 除以 n - 1。",
	"There is no file `{name}`; `{file}` is read instead.": "没有文件 `{name}`，改为读取 `{file}`。",
	"Took the p-value from `scipy.stats.pearsonr`: `corr()` gives the correlation alone.":
		"p 值改由 `scipy.stats.pearsonr` 得出：`corr()` 只给出相关系数。",
	"Turned `{one}` into `{other}`: {call}() gives the statistic first.":
		"已把 `{one}` 改为 `{other}`：{call}() 先给出统计量。",
	"Left out `{code}`: it is a notebook's command, and does nothing here.":
		"已去掉 `{code}`：这是 Notebook 的命令，在这里不起作用。",
	"Left out installing {names}: it is there already.": "已去掉 {names} 的安装：这里已经有了。",
	"Left out `{code}`: charts are posted, not opened in a window.": "已去掉 `{code}`：图表会直接发出，不在窗口中打开。",
	"Left out `{code}`: it is not installed, and nothing uses it.": "已去掉 `{code}`：没有安装，也没有用到。",
	"Left `{column}` as it is: `{value}` is no number.": "`{column}` 保持原样：`{value}` 不是数字。",
	"Wrote `{code}`: text columns have the type str in this pandas.":
		"已改写为 `{code}`：在这个版本的 pandas 中，文本列的类型是 str。",
	"Wrote `{code}`: {writer}() cannot write `{path}`.": "已改写为 `{code}`：{writer}() 不能写入 `{path}`。",
	// Doubts of the pre-check.
	"Compared `{column}` with `{meant}`: it never is `{value}`.":
		"已改为将 `{column}` 与 `{meant}` 比较：该列没有 `{value}` 这个值。",
	"Line {n}: {what}.": "第 {n} 行代码：{what?}。",
	"{how}() of '{column}' is the first by the alphabet: take the one with the least of a number":
		"对“{column}”取 {how}() 得到的只是按字母排在最前的一个：请按某个数值找出最小的一个",
	"{how}() of '{column}' is the first by the alphabet: take the one with the least of a number, as in {code}":
		"对“{column}”取 {how}() 得到的只是按字母排在最前的一个：请按某个数值找出最小的一个，写法：{code}",
	"{how}() of '{column}' is the last by the alphabet: take the one with the most of a number":
		"对“{column}”取 {how}() 得到的只是按字母排在最后的一个：请按某个数值找出最大的一个",
	"{how}() of '{column}' is the last by the alphabet: take the one with the most of a number, as in {code}":
		"对“{column}”取 {how}() 得到的只是按字母排在最后的一个：请按某个数值找出最大的一个，写法：{code}",
	"'{column}' holds values like '{like}', and '{value}' is one of '{holder}': compare that column":
		"“{column}”中是形如“{like}”的值，而“{value}”是“{holder}”的值：请与该列比较",
	"`{code}` multiplies '{column}' of each row by the sum of all '{other}': the sum of the products is {instead}":
		"`{code}` 是用每一行的“{column}”乘以“{other}”的总和：各乘积之和应写作 {instead}",
	"'{column}' is the same in all rows of each '{group}', so that the first rows by it may all be of one: take one row of each before, as in {code}":
		"“{column}”在同一个“{group}”的各行中都相同，因此排在最前的几行可能都属于同一个：请先各取一行，写法：{code}",
	"'{column}' is in the file, and this writes over it: read it as it is, or give what is made here another name":
		"文件中已有“{column}”，而这里把它覆盖了：请直接读取它，或为新算出的列另取名字",
	"`{code}` counts all rows alike, and the request asks about the whole: divide the sums, {instead}":
		"`{code}` 让每一行权重相同，而问题问的是整体：请用总和相除，即 {instead}",
	"no row lacks '{column}' after the join: to find rows without a match, write {code}":
		"关联之后没有哪一行缺少“{column}”：要找没有匹配的行，请写 {code}",
	"nothing that is printed or saved is made of '{name}', the rows that the request asks for: go on from it":
		"输出和保存的结果都没有用到“{name}”，而问题问的正是这些行：请在它的基础上继续",
	"{reader} cannot read {name}, which is {what}; read it with {code}":
		"{reader} 不能读取 {name}，它是{what?}；请用 {code} 读取",
	"{name} is {what}: read it as its card says, not with {reader}":
		"{name} 是{what?}：请按其文件说明读取，不要用 {reader}",
	"'{text}' is looked for in {column}, whose dates are text like '{like}': turn it into dates first, then compare .dt.month or .dt.year":
		"在 {column} 中查找“{text}”，而其中的日期是形如“{like}”的文本：请先转成日期，再比较 .dt.month 或 .dt.year",
	"'{text}' is looked for in {column}, whose dates are text like '{like}': turn it into dates first, with {code}, then compare .dt.month or .dt.year":
		"在 {column} 中查找“{text}”，而其中的日期是形如“{like}”的文本：请先用 {code} 转成日期，再比较 .dt.month 或 .dt.year",
	"{file} has no sheet '{name}'; its sheets are {names}": "{file} 没有工作表“{name}”；其中的工作表有 {names}",
	"the request names the sheet {names} of {file}, which the program does not read":
		"问题提到了 {file} 的工作表 {names}，但程序没有读取",
	"the request names the sheets {names} of {file}, which the program does not read":
		"问题提到了 {file} 的工作表 {names}，但程序没有读取",
	"dropna() leaves out all {n} rows that lack '{column}', which the script does not use; leave it out":
		"dropna() 会去掉缺少“{column}”的全部 {n} 行，而程序并不使用该列；请去掉 dropna()",
	"dropna() leaves out all {n} rows that lack '{column}', which the script does not use; use {code}":
		"dropna() 会去掉缺少“{column}”的全部 {n} 行，而程序并不使用该列；请用 {code}",
	"{file} has no column '{name}' to merge on; {instead}": "{file} 没有可供关联的列“{name}”；{instead?}",
	"{file} has no column '{name}'; {instead}": "{file} 没有列“{name}”；{instead?}",
	"there is no column '{name}'; {instead}": "没有列“{name}”；{instead?}",
	"it is in {file}": "它在 {file} 中",
	"it is in {file}: merge on '{key}', after adding up where it comes several times":
		"它在 {file} 中：按“{key}”关联（有重复时先求和）",
	"it is in {file}: read that too": "它在 {file} 中：请一并读取",
	"it is in {file}: read that too and merge on '{key}', after adding up where it comes several times":
		"它在 {file} 中：请一并读取，并按“{key}”关联（有重复时先求和）",
	"it is in the sheet '{sheet}'": "它在工作表“{sheet}”中",
	"it is in the sheet '{sheet}': merge on '{key}', after adding up where it comes several times":
		"它在工作表“{sheet}”中：按“{key}”关联（有重复时先求和）",
	"it is in the sheet '{sheet}': read that too": "它在工作表“{sheet}”中：请一并读取",
	"it is in the sheet '{sheet}': read that too and merge on '{key}', after adding up where it comes several times":
		"它在工作表“{sheet}”中：请一并读取，并按“{key}”关联（有重复时先求和）",
	"it is in the sheet '{sheet}': read that too, {code}": "它在工作表“{sheet}”中：请用 {code} 一并读取",
	"it is in the sheet '{sheet}': read that too, {code}, and merge on '{key}', after adding up where it comes several times":
		"它在工作表“{sheet}”中：请用 {code} 一并读取，并按“{key}”关联（有重复时先求和）",
	"Read `{column}` from the sheet `{sheet}`, which has it.": "从工作表 `{sheet}` 读取 `{column}`，那里才有这一列。",
	"the closest is '{near}'": "最接近的是“{near}”",
	"it may be {columns}": "可能是 {columns}",
	"use left_on='{left}', right_on='{right}'": "请用 left_on='{left}', right_on='{right}'",
	"the closest is '{near}': use left_on and right_on, '{key}' for {one} and '{other}' for {file}":
		"最接近的是“{near}”：请用 left_on 和 right_on，{one} 用“{key}”，{file} 用“{other}”",
	"the columns of {file} are {columns}": "{file} 的列有 {columns}",
	"it is a key inside objects: read {file} with pd.json_normalize as its card says, which makes the column '{column}'":
		"它是对象内部的键：请按文件说明用 pd.json_normalize 读取 {file}，得到列“{column}”",
	"the name '{name}' is never defined": "名称“{name}”从未定义",
	"the name '{name}' is never defined; the closest is '{near}'": "名称“{name}”从未定义；最接近的是“{near}”",
	"astype('{type}') fails, since pandas has no such type; on a column of dates write {code}":
		"astype('{type}') 会失败，pandas 没有这种类型；对日期列请写 {code}",
	"mean() gives an average, and the request asks for none: add up with sum()":
		"mean() 得到的是平均值，而请求并不要求平均值：请用 sum() 求和",
	"mean() gives an average, and the request asks for none: if a total is meant, use sum()":
		"mean() 得到的是平均值，而请求并不要求平均值：如需总和，请用 sum()",
	"in '{file}' {totals}, or it is counted twice": "“{file}”中{totals?}，否则会重复计算",
	"there is no file '{name}'; no file was given": "没有文件“{name}”，也没有收到任何文件",
	"there is no file '{name}'; the files are {names}": "没有文件“{name}”；现有文件是 {names}",
	"`{code}` is the number of a row: print what was asked for from `{row}`":
		"`{code}` 得到的是行号；请从 `{row}` 中取出所问的内容并输出",
	"the rows without {what} were dropped before, so that 0 empty cells are counted; count them before dropna()":
		"前面已删除了缺少 {what} 的行，这里数到的空值必为 0；请在 dropna() 之前统计",
	"It leaves out lines that had not failed: {lines}. Keep them.": "它去掉了没有出错的代码：{lines}。请保留。",
	"It no longer draws the chart that was asked for. Keep that.": "它不再画所要求的图表，请保留。",
	"It no longer groups as was asked for. Keep that.": "它不再按要求分组，请保留。",
	"It no longer writes `{file}`, which was asked for. Keep that.": "它不再写入所要求的 `{file}`，请保留。",
	"It ends in an error of its own in place of the answer. Compute the answer.":
		"它以自己抛出的错误结束，没有给出答案，应当计算出答案。",
	"It computes nothing and only prints a text. Compute the answer.":
		"它什么也没有计算，只输出了一段文字，应当计算出答案。",
	"It only catches the error, and the failed call is the same as before. Change that call, or what it is given.":
		"它只是捕获了错误，出错的调用没有变化，应当改动该调用或其参数。",
	"It makes the same call on the same data again, which will fail again. Change that call, or what it is given.":
		"它对同样的数据再次执行同样的调用，仍会失败，应当改动该调用或其参数。",
	"{call}() gives the statistic first, then the p-value": "{call}() 先给出统计量，再给出 p 值",
	"`{code}` is taken for normal, but a small p-value of a test of normality means not normal":
		"`{code}` 被当作“正态”，但正态性检验的 p 值小表示不符合正态",
	"`{code}` is taken for not normal, but a large p-value of a test of normality means normal":
		"`{code}` 被当作“非正态”，但正态性检验的 p 值大表示符合正态",
	"`{code}` is a notebook's command and no Python; write it in Python":
		"`{code}` 是 Notebook 的命令而不是 Python；请用 Python 写",
	"input() cannot work, since nobody can type while the program runs; take the values from the request":
		"input() 不能使用，因为程序运行时无人可以输入；请从请求中取值",
	"`{code}` cannot work, since there is no network; use the files that are there":
		"`{code}` 不能使用，因为没有网络；请使用现有的文件",
	"to_markdown() needs the package tabulate, which is not installed; use to_string()":
		"to_markdown() 需要 tabulate 包，而这里没有安装；请用 to_string()",
	"nothing can be installed, since there is no network": "没有网络，无法安装任何包",
	"nothing can be installed, since there is no network: {names}": "没有网络，无法安装任何包：{names?}",
	"the package {name} is not installed and cannot be; {instead}": "没有安装 {name} 包，也无法安装；{instead?}",
	"there is no network; use the files that are there": "没有网络，请使用现有的文件",
	"leave it out": "请去掉它",
	"read the file with the encoding that its description names": "请用文件说明中的编码读取",
	"use {name}": "请用 {name&}",
	"{writer}() writes another format than '{path}' says: end the name in .{ending}":
		"{writer}() 写入的格式与“{path}”不符：文件名请以 .{ending} 结尾",
	"{writer}() writes another format than '{path}' says: end the name in .{ending}, or write it with {other}()":
		"{writer}() 写入的格式与“{path}”不符：文件名请以 .{ending} 结尾，或改用 {other}() 写入",
	"print needs brackets around what it prints": "print 的内容要放在括号里",
	"return stands outside of a function": "return 位于函数之外",
	"this is not valid Python: `{code}`": "这不是有效的 Python：`{code}`",
	"It prints nothing, though figures were asked for: print() them too.":
		"请求要的是数字，它却没有输出：请用 print() 输出。",
	"It does not print {part}.": "它没有输出 {part}。",
	'The request says "{words}", and the script does not do that.': "请求中说“{words}”，而程序没有这样做。",
	"'{column}' is a level at each '{date}', and the script adds it up over several: take one date of it, the last unless asked, or its mean.":
		"“{column}”是每个“{date}”时点的存量，而代码把多个时点相加：请取其中一个时点（没有要求时取最后一个），或取平均值。",
	"'{column}' is a level at each '{date}', and the script adds it up over several: take one date of it, the last unless asked, or its mean. For the last: {code}":
		"“{column}”是每个“{date}”时点的存量，而代码把多个时点相加：请取其中一个时点（没有要求时取最后一个），或取平均值。取最后一个时点的写法：{code}",
	"'{column}' is the same in all rows of each '{group}', and the script takes it once a row: take it once for each, as in {code}":
		"“{column}”在每个“{group}”的各行都相同，而代码按行重复计算：每个只取一次，写法：{code}",
	"'{column}' holds {one} and {other}, and the script keeps them apart: make them one first, as {code} does.":
		"“{column}”中有 {one} 和 {other}，而代码把它们当作不同的值：请先统一，例如用 {code}。",
	"'{column}' holds {value} where the value above is meant, and the script takes it as a value: fill these rows from above first.":
		"“{column}”中的 {value} 表示“同上”，而代码把它当作普通的值：请先用上一行的值填充。",
	"'{column}' holds {values}, and the script takes amounts of all of them together: group by '{column}' as well.":
		"“{column}”中有 {values}，而代码把它们的金额全部算在一起：请同时按“{column}”分组。",
	"'{column}' is below zero where money was spent, and the script takes all of it: keep these rows first, {code}.":
		"“{column}”为负数的才是支出，而代码用了全部金额：请先只保留这些行，即 {code}。",
	"'{column}' has its value in the first of several rows, and the script leaves out the rows below, which are empty there: write {code} before it is used.":
		"“{column}”的值只写在几行中的第一行，代码漏掉了下面的空行：使用它之前请先写 {code}。",
	"'{value}' comes from an earlier script, and this request does not ask for it: leave that filter out.":
		"“{value}”来自之前的代码，而这次的问题没有要求：请去掉这个筛选。",
	"'{column}' is a level at each '{date}', and the script takes its largest or smallest of all, not how it is at the end: take the rows of the last date":
		"“{column}”是每个“{date}”时点的存量，而代码取了所有时点中的最大或最小值，不是最后的状态：请取最后一个时点的行",
	"'{column}' is a level at each '{date}', and the script takes its largest or smallest of all, not how it is at the end: take the rows of the last date: {code}":
		"“{column}”是每个“{date}”时点的存量，而代码取了所有时点中的最大或最小值，不是最后的状态：请取最后一个时点的行：{code}",
	"'{column}' is a running total, and the script adds it up: take its latest value.":
		"“{column}”是累计值，而代码又把它相加：请取最新的值。",
	"'{column}' holds {value} for a missing value, and the script takes it as a number: leave these rows out of what it computes from it.":
		"“{column}”用 {value} 表示缺失值，而代码把它当作数值：计算时请略去这些行。",
	"The request says \"{words}\", and the script has no groups by '{column}': group the rows by it first.":
		"请求中说“{words}”，而代码没有按“{column}”分组：请先按它分组。",
	'The request also says "{words}": print it too, and keep the other figures.':
		"请求中还提到“{words}”：请一并输出，并保留其他数值。",
	"It does not do what people chose: {what}": "它没有按大家的选择去做：{what?}",
	'Use the column "{name}" for dates.': "用列“{name}”作为日期。",
	'Use the column "{name}".': "用列“{name}”。",
	'Dates in "{name}" have the day first: {code}.': "“{name}”中的日期是日在前：{code}。",
	'Dates in "{name}" have the month first: {code}.': "“{name}”中的日期是月在前：{code}。",
	// What is odd about a file.
	"pandas cannot read its first sheet": "pandas 无法读取它的第一张工作表",
	"it could not be read: {reason}": "无法读取：{reason}",
	"it could not be looked into within 35 s": "35 秒内未能看完内容",
	"too large to look into": "太大，没有查看内容",
	"an HTML page with a table": "含表格的 HTML 网页",
	"an HTML page without a table": "不含表格的 HTML 网页",
	"{page}, not {what}": "{page!}，而不是{what!}",
	"{page}; save it as .xlsx or CSV and send that": "{page!}；请另存为 .xlsx 或 CSV 后发送",
	"only its first 64 MB were looked into": "只查看了前 64 MB",
	"unpack it before it is read": "读取前需先解压",
	"an archive without a file in it": "压缩包中没有文件",
	"an archive with a password; unpack it and send what is in it": "压缩包有密码；请解压后发送其中的文件",
	"an archive of 1 file ({names})": "含 1 个文件的压缩包（{names}）",
	"an archive of {n} files ({names})": "含 {n} 个文件的压缩包（{names}）",
	"a SQLite database without a table": "没有表的 SQLite 数据库",
	"another table {name} ({rows} rows; {columns})": "另有表 {name}（{rows} 行；{columns}）",
	"the row count is an estimate": "行数为估计值",
	"quotes do not pair up, so the row count is a guess": "引号不成对，行数为推测值",
	"1 line is no JSON and left out": "有 1 行不是 JSON，已略去",
	"{n} lines are no JSON and left out": "有 {n} 行不是 JSON，已略去",
	"an object with the keys {keys}": "含以下键的对象：{keys}",
	"beside it lists under {names}": "另有列表：{names}",
	"lists of {what}": "{what!}的列表",
	"lists of objects with {names}": "对象的列表，含 {names}",
	"lists of objects with {names}, {n} in all": "对象的列表，含 {names}，共 {n} 个",
	"a list of {n} lists": "{n} 个列表组成的列表",
	"lists or objects": "列表或对象",
	"it has no sheet of cells": "没有含单元格的工作表",
	"the sheet is empty": "工作表是空的",
	"all {n} sheets are empty": "{n} 张工作表都是空的",
	"{n} sheets, the first {m} are listed": "共 {n} 张工作表，列出前 {m} 张",
	"{n} columns, the first {m} are listed": "共 {n} 列，列出前 {m} 列",
	"a remark below the table ({text})": "表格下方有备注（{text}）",
	"1 row of units below the names": "列名下方有 1 行单位",
	"{n} rows of units below the names": "列名下方有 {n} 行单位",
	"the header appears again in 1 row, to be left out": "表头又出现在 1 行中，读取时应跳过",
	"the header appears again in {n} rows, to be left out": "表头又出现在 {n} 行中，读取时应跳过",
	"1 remark like {like}, to be left out": "有 1 行备注（如 {like}），读取时应跳过",
	"{n} remarks like {like}, to be left out": "有 {n} 行备注（如 {like}），读取时应跳过",
	"another table below it, of 1 row, with the columns {names}": "下方还有一张 1 行的表，列为 {names}",
	"another table below it, of {n} rows, with the columns {names}": "下方还有一张 {n} 行的表，列为 {names}",
	"another table below it, of {n} rows, with the columns {names} and {m} more":
		"下方还有一张 {n} 行的表，列为 {names} 及另外 {m} 列",
	"1 row with a delimiter inside a value, like {like}, to be joined": "有 1 行的值里含有分隔符（如 {like}），应合并",
	"{n} rows with a delimiter inside a value, like {like}, to be joined":
		"有 {n} 行的值里含有分隔符（如 {like}），应合并",
	"each value once, with empty cells below it, as if it stood for these rows, too":
		"每个值只写一次，下面是空单元格，似乎也代表这些行",
	"no table was found in it": "没有在其中找到表格",
	"several values in one cell, like {like}": "一个单元格里有多个值，如 {like}",
	"every line stands in quotes as one cell": "每一行都被引号括成了一个单元格",
	"1 hidden row is read, too": "有 1 行被隐藏，也会被读取",
	"{n} hidden rows are read, too": "有 {n} 行被隐藏，也会被读取",
	"elements of the kind {name}": "元素类型为 {name}",
	"objects one behind the other, which is no JSON as a whole": "多个对象前后相接，整体不是合法的 JSON",
	"letters read in a wrong encoding, {one} is {other}": "文字曾按错误的编码读取（乱码），{one} 应为 {other}",
	"quarters, which do not sort as text, like {like}": "形如 {like} 的季度，按文本排序会出错",
	"seconds since 1970, {n} is {date} UTC": "自 1970 年起的秒数，{n} 即 {date}（UTC）",
	"milliseconds since 1970, {n} is {date} UTC": "自 1970 年起的毫秒数，{n} 即 {date}（UTC）",
	"microseconds since 1970, {n} is {date} UTC": "自 1970 年起的微秒数，{n} 即 {date}（UTC）",
	"nanoseconds since 1970, {n} is {date} UTC": "自 1970 年起的纳秒数，{n} 即 {date}（UTC）",
	"dates in digits of another width or script": "日期使用全角或其他文字的数字",
	"the first row looks like data, not like names": "第一行像是数据，而不是列名",
	"1 cell with an error of Excel, like #DIV/0!": "有 1 个单元格是 Excel 错误值（如 #DIV/0!）",
	"{n} cells with an error of Excel, like #DIV/0!": "有 {n} 个单元格是 Excel 错误值（如 #DIV/0!）",
	"{n} formulas without a value, so empty to pandas": "有 {n} 个公式没有值，在 pandas 中为空",
	"merged cells, the value is in the first row of each": "合并的单元格，值在各自的第一行",
	"dates as numbers of Excel, {n} is {date}": "日期是 Excel 的数字，{n} 即 {date}",
	"not text, whatever its name says": "不是文本，与文件名不符",
	"text, not a workbook, whatever its name says": "其实是文本而不是工作簿，与文件名不符",
	"{n} lines": "共 {n} 行",
	"its header is longer than {n} MB, so its columns were not counted": "表头超过 {n} MB，没有统计列",
	"its first line is longer than it should be": "第一行过长",
	"only blank lines": "只有空行",
	"the encoding may be {other} as well": "编码也可能是 {other}",
	"1 blank row": "有 1 个空行",
	"{n} blank rows": "有 {n} 个空行",
	"{words}, which pandas takes for empty": "{words?}，pandas 视为空值",
	"the last row is a total ({label})": "最后一行是合计（{label}）",
	"the last row is a total without a name": "最后一行是没有名称的合计",
	"{n} row is a total, like {label}": "有 {n} 行是合计，如 {label}",
	"{n} rows are totals, like {label}": "有 {n} 行是合计，如 {label}",
	"{n} row is a part of the row above, like {label}": "有 {n} 行是上一行的分项，如 {label}",
	"{n} rows are parts of the row above, like {label}": "有 {n} 行是上面某行的分项，如 {label}",
	"{n} rows are totals or parts of the row above, like {label}": "有 {n} 行是合计或上面某行的分项，如 {label}",
	"column name {name} twice": "列名 {name} 出现两次",
	"spaces around column names": "列名前后有空格",
	"columns {one} and {other} differ only by case or spaces": "列 {one} 和 {other} 只差大小写或空格",
	"{n} columns are months, {first} to {last}": "有 {n} 列是月份，从 {first} 到 {last}",
	"{n} columns are years, {first} to {last}": "有 {n} 列是年份，从 {first} 到 {last}",
	"{n} columns are quarters, {first} to {last}": "有 {n} 列是季度，从 {first} 到 {last}",
	"rows have one field more than the header, so pandas makes the first the index":
		"各行比表头多一个字段，pandas 会把第一个当作索引",
	"an extra delimiter at the end of every row": "每行末尾多一个分隔符",
	"an extra delimiter at the end of the first row": "第一行末尾多一个分隔符",
	"{n} row ending with extra delimiters": "有 {n} 行末尾多出分隔符",
	"{n} rows ending with extra delimiters": "有 {n} 行末尾多出分隔符",
	"a first row with more fields than the header, where the rest is cut off": "第一行的字段比表头多，多出的部分会被截去",
	"{n} row with more fields than the header": "有 {n} 行的字段比表头多",
	"{n} rows with more fields than the header": "有 {n} 行的字段比表头多",
	"{n} rows with more fields than the header, where the rest is cut off": "有 {n} 行的字段比表头多，多出的部分会被截去",
	"{n} row with fewer fields than the header": "有 {n} 行的字段比表头少",
	"{n} rows with fewer fields than the header": "有 {n} 行的字段比表头少",
	"{n} row with fewer fields than the header, like {like}": "有 {n} 行的字段比表头少，如 {like}",
	"{n} rows with fewer fields than the header, like {like}": "有 {n} 行的字段比表头少，如 {like}",
	"some bytes are no {encoding}": "有些字节不是 {encoding}",
	"quotation marks that are ordinary characters": "引号只是普通字符",
	"text after the number in {n}, like {like}": "有 {n} 个数字后面带有其他内容，如 {like}",
	"{what} like {like}": "{what!}，如 {like}",
	"{what} in {n} of {all}": "{all} 个中有 {n} 个{what!}",
	"thousands commas": "使用千位逗号",
	"thousands commas and decimal commas": "使用千位逗号和小数逗号",
	"spaces between thousands": "千位之间有空格",
	"spaces between thousands and decimal commas": "千位之间有空格，使用小数逗号",
	"apostrophes between thousands": "千位之间有撇号",
	"apostrophes between thousands and decimal commas": "千位之间有撇号，使用小数逗号",
	"letters behind some numbers": "部分数字后面带有字母标记",
	"notes behind numbers": "数字后面带有注释",
	"digits of another width or script": "使用全角或其他文字的数字",
	"digits of another width or script and decimal commas": "使用全角或其他文字的数字和小数逗号",
	"currency signs": "带货币符号",
	"currency signs and decimal commas": "带货币符号，使用小数逗号",
	"currency signs of {n} currencies, not to be added up,": "带 {n} 种货币的符号，不能相加",
	"percent signs": "带百分号",
	"percent signs and decimal commas": "带百分号，使用小数逗号",
	units: "带单位",
	"units and decimal commas": "带单位，使用小数逗号",
	marks: "带记号",
	"decimal comma": "使用小数逗号",
	"negative numbers in brackets": "负数写在括号里",
	"negative numbers in brackets and decimal commas": "负数写在括号里，使用小数逗号",
	"minus signs behind the number": "负号在数字后面",
	'minus signs other than "-"': "负号不是“-”",
	"numbers with {units}, which multiply,": "数字带有表示倍数的 {units}",
	"numbers in {units}, all made {base},": "数字以 {units} 为单位，统一换算成 {base}",
	"amounts with {units}, {credit} made minus,": "金额后带 {units}，{credit} 记为负数",
	"numbers with and without {units}, all made shares of 1,": "数字有的带 {units} 有的不带，统一换算成比例",
	"different units ({units}), not to be added up,": "单位不同（{units}），不能相加",
	"units that may multiply ({units})": "可能表示倍数的单位（{units}）",
	"spaces around {n} values": "有 {n} 个值前后有空格",
	"{value} in {n} stands for the value above": "{value} 出现 {n} 次，表示“同上”",
	"hours and minutes like {like}": "形如 {like} 的小时和分钟",
	"lengths of time like {like}, as minutes": "形如 {like} 的时长，按分钟计",
	"values that look alike, like {one} and {other}": "有些值看起来相同，如 {one} 和 {other}",
	"values that differ only by case, like {one} and {other}": "有些值只差大小写，如 {one} 和 {other}",
	"digits are lost in numbers like {like}, as Excel cuts long ids":
		"形如 {like} 的数字丢失了位数（Excel 会截断长编号）",
	"leading zeros, lost as numbers": "有前导零，转成数字会丢失",
	"dates written as numbers": "日期写成了数字",
	"{one} in {n}, {other} in {m}": "{one}（{n} 个）、{other}（{m} 个）",
	"{value} in {n}": "{value}（{n} 个）",
	"ids of {n} digits and more, which numbers may round": "{n} 位及以上的编号，作为数字可能被舍入",
	"ids of {n} digits, to be kept as text": "{n} 位的编号，应保留为文本",
	'".0" behind ids': "编号后带有“.0”",
	mixed: "混有不同类型",
	"times like {like}": "形如 {like} 的时间",
	"dates like {like}": "形如 {like} 的日期",
	"{words} among dates": "日期中混有 {words?}",
	"{words} among ids": "编号中混有 {words?}",
	"{words} among numbers": "数字中混有 {words?}",
	"{words}, others in {n}": "{words!}，其他 {n} 个",
	"dates with and without an offset from UTC": "日期有的带时区偏移，有的不带",
	"dates with {n} offsets from UTC": "日期有 {n} 种时区偏移",
	"dates with and without times": "日期有的带时间，有的不带",
	"mixed date formats ({formats})": "日期格式不一（{formats}）",
	"day or month first, it cannot be told": "无法判断日在前还是月在前",
	"dates with the day first": "日在前的日期",
	"dates with the month first": "月在前的日期",
	// More that the sandbox says, about files and about the machine.
	"it sent a web page": "它返回的是网页",
	"it gave no reason": "没有说明原因",
	"Slack refused {method} because the app lacks the scope that this call needs; add it under OAuth & Permissions and install the app again.":
		"Slack 拒绝了 {method}，因为应用缺少这次调用所需的权限；请在 OAuth & Permissions 中添加并重新安装应用。",
	"was paused from outside and could not be resumed": "被外部暂停且无法恢复",
	"was shut down while the Docker engine was away": "在 Docker 引擎失去响应期间被关闭",
	"ran out of memory": "内存耗尽",
	"{name} is not a regular file, so it was not attached.": "{name} 不是普通文件，没有附上。",
	"The code and its sandbox ran out of memory: the limit is {n} MB.": "代码及其沙箱的内存已耗尽：上限为 {n} MB。",
	"Python itself ended with exit code {n}; variables are gone, files are kept.":
		"Python 自身已退出（退出码 {n}）：变量已丢失，文件仍然保留。",
	"Python itself ended with signal {name}; variables are gone, files are kept.":
		"Python 自身被信号 {name} 终止：变量已丢失，文件仍然保留。",
	"Python needed more memory than the limit of {limit} and was ended; variables are gone, files are kept.":
		"Python 所需内存超过 {limit} 的上限，已被终止：变量已丢失，文件仍然保留。",
	"Python needed more memory than the sandbox may use and was ended; variables are gone, files are kept.":
		"Python 所需内存超过沙箱的上限，已被终止：变量已丢失，文件仍然保留。",
	"A process of the code needed more memory than the limit of {limit} and was ended; files are kept.":
		"代码的一个进程所需内存超过 {limit} 的上限，已被终止；文件仍然保留。",
	"A process of the code needed more memory than the sandbox may use and was ended; files are kept.":
		"代码的一个进程所需内存超过沙箱的上限，已被终止；文件仍然保留。",
	"The code could not be started: {reason}": "代码无法启动：{reason}",
	"This sandbox has no {language}.": "这个沙箱没有 {language}。",
	"The code could not be interrupted.": "代码无法中断。",
	"input() is not available: nobody can type here. Put the value into the code.":
		"不能使用 input()：这里无人可以输入，请把值写进代码。",
	"what earlier code left in Python could not be looked at": "无法查看先前代码在 Python 中留下了什么",
	"process {name} is still running": "进程 {name} 仍在运行",
	"{file} lies in {folder}, where files are data and are never imported; put its code into the program":
		"{file} 在 {folder} 中，那里的文件只作为数据，不会被导入；请把它的代码写进程序",
	"{column} holds dates of which some have more of the time than others.":
		"{column} 中的日期有的带有更细的时间，有的没有。",
	"Read all of them: {code}.": "全部读取：{code}。",
	"{column} holds dates written as {form}.": "{column} 中的日期写作 {form}。",
	"Written as {form}: {code}.": "写作 {form}：{code}。",
	"{column} holds dates in {n} forms: {forms}.": "{column} 中的日期有 {n} 种写法：{forms}。",
	"Parse each form on its own: {code}.": "请分别解析每种写法：{code}。",
	"{column} holds times with their offset from UTC: {zones}.": "{column} 中的时间带有时区偏移：{zones}。",
	"{column} holds times with their offset from UTC: {zones}; {n} without one, which are taken for UTC.":
		"{column} 中的时间带有时区偏移：{zones}；另有 {n} 个没有，按 UTC 处理。",
	"Put them on one clock, UTC: {code}; .dt.tz_convert('Area/City') turns it into the time of a place.":
		"请统一为 UTC：{code}；再用 .dt.tz_convert('Area/City') 转成当地时间。",
	"They are decimal numbers: convert with float first.": "它们是小数：请先用 float 转换。",
	"They are in different units ({units}), so convert each by its own factor.":
		"它们的单位不同（{units}），请分别换算。",
	"No one rule makes them all numbers: look at the values, and keep their signs and units.":
		"没有一条规则能把它们都转成数字：请查看这些值，并保留符号和单位。",
	"Rows keep the labels of the table that they come from; by position it is {code}.":
		"各行保留原表的标签；按位置取是 {code}。",
	"Its long numbers, such as ids, are rounded already: read the file again with dtype={code} and keep them as text.":
		"其中的长数字（如编号）已被舍入：请以 dtype={code} 重新读取文件，保留为文本。",
	"Keep the column as float, or use .fillna(0) only where empty means zero, or .astype('Int64').":
		"请保留该列为 float；仅当空值表示零时用 .fillna(0)，或用 .astype('Int64')。",
	"numpy has it as a function: in place of {one} write {other}.": "numpy 中它是函数：请把 {one} 写成 {other}。",
	"It is drawn with {code}.": "请用 {code} 绘制。",
	"{name} is one number over all rows; for a value of each group use df.groupby(...)[...] before it.":
		"{name} 是所有行得出的一个数；如需每组的值，请先用 df.groupby(...)[...]。",
	"Join with left_on={one}, right_on={other}: {n} of {all} different values of {key} in {left_name} are in {column} of {name}.":
		"请以 left_on={one}、right_on={other} 关联：{left_name} 中 {key} 的 {all} 个不同值里，有 {n} 个在 {name} 的 {column} 中。",
	"on_bad_lines='skip' leaves rows out; say so in the answer.": "on_bad_lines='skip' 会略去一些行，请在回答中说明。",
	"The first counts what cannot be read in {columns} as empty; the second does not.":
		"第一个把 {columns} 中无法识别的值按空值处理，第二个没有。",
	"The second counts what cannot be read in {columns} as empty; the first does not.":
		"第二个把 {columns} 中无法识别的值按空值处理，第一个没有。",
	"The first counts what cannot be read in a column as empty; the second does not.":
		"第一个把某一列中无法识别的值按空值处理，第二个没有。",
	"The second counts what cannot be read in a column as empty; the first does not.":
		"第二个把某一列中无法识别的值按空值处理，第一个没有。",
	"The first fills empty values; the second leaves them empty.": "第一个填补空值，第二个保留空值。",
	"The second fills empty values; the first leaves them empty.": "第二个填补空值，第一个保留空值。",
	"the file is empty": "文件是空的",
	"{n} row without any value": "有 {n} 行没有任何值",
	"{n} rows without any value": "有 {n} 行没有任何值",
	"numbers stored as text": "数字存成了文本",
	"the header appears again in {n} row": "表头在 {n} 行中再次出现",
	"the header appears again in {n} rows": "表头在 {n} 行中再次出现",
	"{n} repeated row": "有 {n} 行重复",
	"{n} repeated rows": "有 {n} 行重复",
	"{n} repeated row of {all}": "{all} 行中有 {n} 行重复",
	"{n} repeated rows of {all}": "{all} 行中有 {n} 行重复",
	"{n} rows of {all} with fewer fields than the header": "{all} 行中有 {n} 行的字段比表头少",
	"{n} row of {all} with fewer fields than the header": "{all} 行中有 {n} 行的字段比表头少",
	"{n} rows of {all} with more fields than the header": "{all} 行中有 {n} 行的字段比表头多",
	"{n} row of {all} with more fields than the header": "{all} 行中有 {n} 行的字段比表头多",
	"a tar archive": "tar 压缩包",
	"{value} in {n}: may stand for a missing value": "{value} 出现 {n} 次：可能表示缺失值",
	"{value} in {n}: stands for no value, as its name says": "{value} 出现 {n} 次：按列名，表示没有值",
	"the same for each {group}, in all its rows": "每个 {group} 的各行都相同",
	"the sum of {column} for each {group}, in all its rows": "每个 {group} 的 {column} 合计，在它的每一行都有",
	"{one} / {other} of each row": "每行的 {one} / {other}",
	"a level at each {date}": "每个 {date} 时点的存量",
	"a running total of {name}": "{name} 的累计值",
	"a running total of {one} less {other}": "{one} 减 {other} 的累计值",
	"above the table stands {line}": "表格上方写着 {line}",
	"a first row with more fields than the header": "第一行的字段比表头多",
	"Added {code}.": "已添加 {code}。",
	"{attribute} holds coefficients, which are no p-values: leave p-values out, or compute them":
		"{attribute} 是系数，不是 p 值：请去掉 p 值，或另行计算",
	"{name} is computed just like {first}, so both are the same: one must be of other rows":
		"{name} 与 {first} 的算法完全相同，结果必然一样：其中之一应取别的行",
	"{value} is the smallest value of {column}, so that `{code}` tells no rows apart: take the limit that the request means":
		"{value} 是 {column} 的最小值，`{code}` 分不出任何行：请用请求所指的界限",
	"{value} is the largest value of {column}, so that `{code}` tells no rows apart: take the limit that the request means":
		"{value} 是 {column} 的最大值，`{code}` 分不出任何行：请用请求所指的界限",
	"train_test_split() leaves out a part of the rows, and the request asks for no split: use all of them":
		"train_test_split() 会留出一部分行，而请求并没有要求拆分：请使用全部行",
	"corr() gives the correlation alone, without a p-value; use both = df[['a', 'b']].dropna() and r, p = scipy.stats.pearsonr(both['a'], both['b'])":
		"corr() 只给出相关系数，没有 p 值；请用 both = df[['a', 'b']].dropna() 和 r, p = scipy.stats.pearsonr(both['a'], both['b'])",
	"the last row is a total ({label}): {code}": "最后一行是合计（{label}），请写 {code}",
	"the last row is a total without a name: {code}": "最后一行是没有名称的合计，请写 {code}",
	"{n} row is a total, like {label}: {code}": "有 {n} 行是合计，如 {label}，请写 {code}",
	"{n} rows are totals, like {label}: {code}": "有 {n} 行是合计，如 {label}，请写 {code}",
	"{n} row is a part of the row above, like {label}: {code}": "有 {n} 行是上一行的分项，如 {label}，请写 {code}",
	"{n} rows are parts of the row above, like {label}: {code}": "有 {n} 行是上面某行的分项，如 {label}，请写 {code}",
	"{n} rows are totals or parts of the row above, like {label}: {code}":
		"有 {n} 行是合计或上面某行的分项，如 {label}，请写 {code}",
	"{name} (use {other})": "{name}（请用 {other&}）",
	"{size} of memory": "内存 {size}",
	"1 CPU": "1 个 CPU",
	"{n} CPUs": "{n} 个 CPU",
	"files up to {size}": "文件不超过 {size}",
	"{name} on {server}": "{server} 上的 {name}",
	"reads {n} tokens": "可读取 {n} 个 token",
	"{n} % of the fixes' prompts came from its cache": "修正请求有 {n}% 来自缓存",
	"Some hold several numbers.": "有些值含有多个数字。",
	"{unit} behind the digits may multiply; look at the column before you convert it.":
		"数字后面的 {unit} 可能表示倍数；请先查看该列再转换。",
	"this writes over the table that is in {file} already: write both in one with {code}, each with a sheet_name of its own":
		"这会覆盖 {file} 中已有的表：请用 {code} 把两张表写在一起，各用自己的 sheet_name",
	"this writes over the table that is in the sheet '{sheet}' already: give each table a sheet_name of its own":
		"这会覆盖工作表“{sheet}”中已有的表：请给每张表各用自己的 sheet_name",
};
