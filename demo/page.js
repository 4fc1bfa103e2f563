// Runs in the look-alike's page and draws text there as Slack does: code shows every character, and nothing in code is read as markup.
// `look` gives names: user(id), channel(id), emoji(name) -> HTML.

const threadloop = (() => {
	const escaped = (text) =>
		text.replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one]);
	/** Slack's markup carries three characters escaped. */
	const decoded = (text) => text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&" })[name]);
	const literal = (text) => escaped(decoded(text));
	const pre = (html) => `<pre class="tl-code">${html}</pre>`;

	const link = (url, label) => {
		const address = decoded(url).replace(/^https?:\/\/(?:[a-z0-9-]+\.)*slack\.com/i, location.origin);
		if (address === `${location.origin}/#try`) return `<button class="bk-button" data-try>${label}</button>`;
		const [, demo] = address.startsWith(location.origin) ? (/\/#demo-(en|zh)$/.exec(address) ?? []) : [];
		if (demo !== undefined) return `<button class="bk-button bk-primary" data-demo="${demo}">${label}</button>`;
		return `<a href="${escaped(address)}" target="_blank" rel="noreferrer">${label}</a>`;
	};
	const channel = (id, name) =>
		`<span class="mention channel-mention" data-channel-id="${escaped(id)}">#${escaped(name)}</span>`;

	const moment = (seconds, format) => {
		const date = new Date(Number(seconds) * 1000);
		const day = { year: "numeric", month: "short", day: "numeric" };
		return format.replace(/\{(date|time)\w*\}/g, (_, kind) =>
			kind === "date" ? date.toLocaleDateString([], day) : date.toLocaleTimeString([], { timeStyle: "short" }),
		);
	};

	/** What stands between `<` and `>`; undefined where it is none of Slack's. */
	const angled = (inside, look) => {
		const [target, label] = inside.split(/\|(.*)/s);
		if (/^@[A-Z0-9]+$/.test(target)) {
			return `<span class="mention">@${escaped(look.user(target.slice(1)) ?? label ?? target.slice(1))}</span>`;
		}
		if (/^#[A-Z0-9]+$/.test(target)) {
			return channel(target.slice(1), label || (look.channel(target.slice(1)) ?? target.slice(1)));
		}
		const date = /^!date\^(\d+)\^([^^]+)/.exec(target);
		if (date !== null) return `<span title="${literal(label ?? "")}">${literal(moment(date[1], date[2]))}</span>`;
		if (/^!(here|channel|everyone)$/.test(target)) return `<span class="mention">@${target.slice(1)}</span>`;
		if (/^(https?:|mailto:)/.test(target)) return link(target, label === undefined ? literal(target) : literal(label));
		return undefined;
	};

	const SPAN =
		/`([^`\n]+)`|<([^<>\n]+)>|(https?:\/\/[^\s<>"']+)|:([a-z0-9_+'-]+):|(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_\n]*[^\s_])_(?!\w)|(?<![\w~])~(?=[^\s~])([^~\n]*[^\s~])~(?![\w~])/g;

	const inline = (text, look) => {
		let html = "";
		let end = 0;
		for (const found of text.matchAll(SPAN)) {
			const [whole, code, inside, url, emoji, bold, italic, struck] = found;
			html += literal(text.slice(end, found.index));
			end = found.index + whole.length;
			if (code !== undefined) html += `<code>${literal(code)}</code>`;
			else if (inside !== undefined) html += angled(inside, look) ?? literal(whole);
			else if (url !== undefined) html += link(url, literal(url));
			else if (emoji !== undefined) html += look.emoji(emoji);
			else if (bold !== undefined) html += `<strong>${inline(bold, look)}</strong>`;
			else if (italic !== undefined) html += `<em>${inline(italic, look)}</em>`;
			else html += `<del>${inline(struck, look)}</del>`;
		}
		return html + literal(text.slice(end));
	};

	/** Lines of prose, those that begin with `>` as quotes. */
	const prose = (text, look) => {
		let html = "";
		let quote = false;
		text.split("\n").forEach((line, at, all) => {
			const quoted = /^(?:>|&gt;)\s?(.*)$/.exec(line);
			if (quote !== (quoted !== null)) {
				html += quote ? "</blockquote>" : '<blockquote class="mrkdwn-quote">';
				quote = !quote;
			}
			html += inline(quoted === null ? line : quoted[1], look);
			const next = all[at + 1];
			if (next !== undefined && /^(?:>|&gt;)/.test(next) === quote) html += "<br/>";
		});
		return quote ? `${html}</blockquote>` : html;
	};

	/** Slack's own markup as HTML. A fence has no language in Slack: its first line is code like any other. */
	const mrkdwn = (text, look) =>
		String(text)
			.replace(/\r\n?/g, "\n")
			.split(/```([\s\S]+?)```\n?/)
			.map((part, at) => (at % 2 === 1 ? pre(literal(part.replace(/^\n|\n$/g, ""))) : prose(part, look)))
			.join("");

	const leaf = (one, look) => {
		const { bold, italic, strike, code } = one.style ?? {};
		const wrap = (html, tag, on) => (on ? `<${tag}>${html}</${tag}>` : html);
		let html = "";
		if (one.type === "text") html = escaped(one.text).replace(/\n/g, "<br/>");
		else if (one.type === "link") html = link(one.url, escaped(one.text || one.url));
		else if (one.type === "emoji") html = look.emoji(one.name);
		else if (one.type === "user")
			html = `<span class="mention">@${escaped(look.user(one.user_id) ?? one.user_id)}</span>`;
		else if (one.type === "channel") html = channel(one.channel_id, look.channel(one.channel_id) ?? one.channel_id);
		else if (one.type === "broadcast") html = `<span class="mention">@${escaped(one.range)}</span>`;
		else if (one.type === "date") html = escaped(moment(one.timestamp, one.format));
		else html = escaped(`[${one.type}]`);
		return wrap(wrap(wrap(wrap(html, "code", code), "del", strike), "em", italic), "strong", bold);
	};

	const rich = (element, look) => {
		const leaves = () => element.elements.map((one) => leaf(one, look)).join("");
		switch (element.type) {
			case "rich_text_preformatted":
				return pre(element.elements.map((one) => escaped(one.text ?? one.url ?? "")).join(""));
			case "rich_text_quote":
				return `<blockquote class="mrkdwn-quote">${leaves()}</blockquote>`;
			case "rich_text_list": {
				const tag = element.style === "ordered" ? "ol" : "ul";
				const items = element.elements.map((item) => `<li>${rich(item, look)}</li>`).join("");
				return `<${tag} style="margin-left:${(element.indent ?? 0) * 20}px">${items}</${tag}>`;
			}
			default:
				return `<div>${leaves()}</div>`;
		}
	};

	const cells = (row, tag) => `<tr>${row.map((html) => `<${tag}>${html}</${tag}>`).join("")}</tr>`;

	/** Standard Markdown of a `markdown` block, as far as bots write it. */
	const markdown = (text, look) =>
		text
			.split(/^(?:```|~~~)[^\n]*\n([\s\S]*?)^(?:```|~~~)[ \t]*\n?/m)
			.map((part, at) => (at % 2 === 1 ? pre(escaped(part.replace(/\n$/, ""))) : lines(part, look)))
			.join("");
	const lines = (text, look) => {
		const slack = text
			.replace(/[&<>]/g, escaped)
			.replace(/^#{1,6}\s+(.*)$/gm, "*$1*")
			.replace(/^(\s*)[-*+]\s+/gm, "$1• ")
			.replace(/\[([^\][]*)\]\((https?:[^\s()]+)\)/g, "<$2|$1>")
			.replace(/(?<![*\w])\*([^*\n]+)\*(?![*\w])/g, "_$1_")
			.replace(/\*\*([^*\n]+)\*\*/g, "*$1*")
			.replace(/~~([^~\n]+)~~/g, "~$1~");
		return mrkdwn(slack, look);
	};

	/** A block that the page does not know by itself, as HTML. */
	const block = (one, look) => {
		switch (one.type) {
			case "rich_text":
				return one.elements.map((element) => rich(element, look)).join("");
			case "markdown":
				return markdown(one.text, look);
			case "section":
				return `<div>${mrkdwn(one.text.text, look)}</div>`;
			case "container": {
				const inside = one.child_blocks.map((child) => block(child, look)).join("");
				const under =
					one.subtitle === undefined ? "" : `<div class="tl-small">${mrkdwn(one.subtitle.text, look)}</div>`;
				const line = `<summary><strong>${escaped(one.title.text)}</strong>${under}</summary>`;
				return `<details class="tl-fold"${one.default_collapsed ? "" : " open"}>${line}${inside}</details>`;
			}
			default: {
				const cell = (c) => {
					if (c.type === "rich_text") return block(c, look);
					const text = escaped(String(c.text ?? ""));
					return c.type === "raw_number" ? `<div class="tl-number">${text}</div>` : text;
				};
				const rows = one.rows.map((row, at) => cells(row.map(cell), at === 0 ? "th" : "td")).join("");
				return `<table class="tl-table"><tbody>${rows}</tbody></table>`;
			}
		}
	};

	/** The message box of the channel. */
	const channelBox = () =>
		[...document.querySelectorAll(".composer")].find((one) => one.closest(".thread-pane") === null);

	// React hears of a new value only through the element's own setter.
	const write = (area, text) => {
		Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, text);
		area.dispatchEvent(new Event("input", { bubbles: true }));
		area.focus();
	};

	/** Puts the suggested question and the sample file into the message box; the visitor sends them. */
	const suggest = async (question, path) => {
		const composer = channelBox();
		const area = composer?.querySelector("textarea");
		if (area === null || area === undefined) return;
		const name = path.split("/").at(-1);
		if (composer.querySelector(`.composer-attachment[title="${name}"]`) === null) {
			const bytes = await (await fetch(path)).blob();
			const files = new DataTransfer();
			files.items.add(new File([bytes], name, { type: "text/csv" }));
			const input = composer.querySelector('input[type="file"]');
			input.files = files.files;
			input.dispatchEvent(new Event("change", { bubbles: true }));
		}
		write(area, question);
	};

	/** Buttons for feedback as two ordinary ones. */
	const ordinary = (one) => ({
		...one,
		elements: one.elements.flatMap(({ positive_button, negative_button }) =>
			[positive_button, negative_button].map(({ text, value }) => {
				const [choice, token] = value.split(" ");
				return { type: "button", action_id: choice, text, value: token };
			}),
		),
	});

	/** Writes it and sends it. */
	const ask = (text) => {
		const composer = channelBox();
		write(composer.querySelector("textarea"), text);
		requestAnimationFrame(() => composer.querySelector(".composer-send").click());
	};

	const threads = () => document.querySelectorAll(".main .thread-summary");
	/** How many threads there were when the visitor sent something; undefined once its thread is open. */
	let before;
	const sent = (element) => {
		if (element.closest(".composer") === channelBox()) before = threads().length;
	};
	new MutationObserver(() => {
		if (before === undefined || threads().length <= before) return;
		before = undefined;
		[...threads()].at(-1).click();
	}).observe(document, { subtree: true, childList: true });

	document.addEventListener("click", ({ target }) => {
		if (target.closest("[data-try]") !== null) void suggest(threadloop.question, threadloop.sample);
		const demo = target.closest("[data-demo]");
		if (demo !== null) ask(threadloop.demos[demo.dataset.demo]);
	});
	// Before the page takes the message in.
	document.addEventListener("click", ({ target }) => target.closest(".composer-send") !== null && sent(target), true);
	document.addEventListener("keydown", ({ key, target }) => key === "Enter" && sent(target), true);

	const brand = /^zh\b/i.test(navigator.language)
		? "Threadloop 演示 · 数据不离开本机"
		: "Threadloop demo · nothing leaves this machine";
	return { mrkdwn, block, ordinary, brand };
})();
window.threadloop = threadloop;
