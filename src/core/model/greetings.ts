// Greetings, and questions about what the bot can do: known from the words alone.

const WORDS = new Set(
	[
		"hi|hello|hey|hiya|yo|hi there|hello there|hey there|good morning|good afternoon|good evening",
		"what can you do|what can you do for me|what do you do|what can i ask|what can i ask you|who are you|how does this work|how do i use you|how do you work",
		"你好|您好|嗨|哈喽|哈啰|大家好|早上好|上午好|下午好|晚上好|在吗|在么|在不在",
		"你是谁|你能做什么|你能干什么|你能做些什么|你会做什么|你会什么|你可以做什么|你有什么功能|你能帮我做什么|我能问什么|我可以问什么|可以问什么|怎么用|怎么使用",
		"hallo|moin|guten tag|guten morgen|was kannst du|こんにちは|おはよう|何ができますか",
	].flatMap((line) => line.split("|")),
);

/** Nothing but that; "hello, what is the total?" is a question. */
export function isGreeting(text: string): boolean {
	const said = text
		.toLowerCase()
		.split(/[\n,，.。!！?？~～、:：\p{Extended_Pictographic}]+/u)
		.map((part) => part.trim().replace(/\s+/g, " "))
		.filter((part) => part !== "");
	return said.length > 0 && said.every((part) => WORDS.has(part));
}
