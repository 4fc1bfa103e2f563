// Lua scripts for what must happen in one step: Redis runs each whole or not at all.

/** KEYS seen, inbox, unfinished; ARGV thread, seen for ms, note's head with its text, head without, then id and JSON of each file. */
export const RECEIVE = `
local first = redis.call('EXISTS', KEYS[1]) == 0
redis.call('SADD', KEYS[1], '')
local files = {}
for i = 5, #ARGV, 2 do
	if redis.call('SADD', KEYS[1], ARGV[i]) == 1 then files[#files + 1] = ARGV[i + 1] end
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
if not first and #files == 0 then return 'seen' end
local head = first and ARGV[3] or ARGV[4]
redis.call('RPUSH', KEYS[2], head .. table.concat(files, ',') .. ']}')
redis.call('SADD', KEYS[3], ARGV[1])
return first and 'new' or 'merged'
`;

/** KEYS ticket, inbox, unfinished; ARGV thread, note. 1 for the one who was first. */
export const TAKE = `
if redis.call('DEL', KEYS[1]) == 0 then return 0 end
redis.call('RPUSH', KEYS[2], ARGV[2])
redis.call('SADD', KEYS[3], ARGV[1])
return 1
`;

/** KEYS session, inbox. What is of another type than ours comes as a text that is no JSON. */
export const LOAD = `
local json, notes = redis.pcall('HGET', KEYS[1], 'json'), redis.pcall('LRANGE', KEYS[2], 0, -1)
return { type(json) == 'table' and '?' or json, notes.err and { '?' } or notes }
`;

/**
 * KEYS session, inbox, unfinished, used, tickets to open, tickets to close; ARGV thread, expected rev, next rev, JSON, whether the Thread is gone,
 * whether the Session has work, notes read, number of tickets to open, now, key of the Turn's posts or "", whether unread notes refuse it, then JSON
 * and life in ms of each. 0 if the rev is another, 2 if notes refuse it. The session's fields \`own KEY\` name what else is kept of the Thread.
 */
export const SAVE = `
if (redis.call('HGET', KEYS[1], 'rev') or '0') ~= ARGV[2] then return 0 end
if ARGV[11] == '1' and redis.call('LLEN', KEYS[2]) > tonumber(ARGV[7]) then return 2 end
redis.call('HSET', KEYS[1], 'rev', ARGV[3], 'json', ARGV[4], 'closed', ARGV[5])
if ARGV[7] ~= '0' then redis.call('LTRIM', KEYS[2], ARGV[7], -1) end
local opened = tonumber(ARGV[8])
for i = 1, opened do
	redis.call('SET', KEYS[4 + i], ARGV[10 + 2 * i], 'PX', ARGV[11 + 2 * i])
	redis.call('HSET', KEYS[1], 'own ' .. KEYS[4 + i], '')
end
for i = 5 + opened, #KEYS do
	redis.call('DEL', KEYS[i])
	redis.call('HDEL', KEYS[1], 'own ' .. KEYS[i])
end
redis.call('ZADD', KEYS[4], ARGV[9], ARGV[1])
if ARGV[10] ~= '' then redis.call('HSET', KEYS[1], 'own ' .. ARGV[10], '') end
local left = ARGV[6] == '1' or redis.call('LLEN', KEYS[2]) > 0
if ARGV[5] == '0' and left then
	redis.call('SADD', KEYS[3], ARGV[1])
else
	redis.call('SREM', KEYS[3], ARGV[1])
end
return 1
`;

/** KEYS session, inbox. A message that waits for its first save counts, so that what follows it is not dropped. */
export const KNOWN = `
local closed = redis.pcall('HGET', KEYS[1], 'closed')
if type(closed) == 'table' then return 1 end
if closed then return closed == '0' and 1 or 0 end
return redis.call('EXISTS', KEYS[2])
`;

/** KEYS session, inbox, unfinished, used, forgotten; ARGV thread, now, ms for which that is known. Deletes whatever the session names as its own. */
export const FORGET = `
for _, field in ipairs(redis.pcall('HKEYS', KEYS[1])) do
	if string.sub(field, 1, 4) == 'own ' then redis.call('DEL', string.sub(field, 5)) end
end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('SREM', KEYS[3], ARGV[1])
redis.call('SET', KEYS[5], ARGV[2], 'PX', ARGV[3])
return redis.call('ZREM', KEYS[4], ARGV[1])
`;

/** KEYS judgements, session; ARGV person, judgement. Nothing is kept of a Thread that is forgotten by now. */
export const JUDGE = `
if redis.call('EXISTS', KEYS[2]) == 0 then return 0 end
redis.call('HSET', KEYS[2], 'own ' .. KEYS[1], '')
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1
`;

/** KEYS lock; ARGV owner, ms. If it is held, its holder is asked to look again. */
export const LOCK = `
if redis.call('EXISTS', KEYS[1]) == 1 then
	redis.call('HSET', KEYS[1], 'dirty', '1')
	return 0
end
redis.call('HSET', KEYS[1], 'owner', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
`;

/** KEYS lock; ARGV owner, ms. */
export const RENEW = `
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`;

/** KEYS lock; ARGV owner. 1 if somebody came by; a lock of somebody else stays. */
export const RELEASE = `
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
local dirty = redis.call('HEXISTS', KEYS[1], 'dirty')
redis.call('DEL', KEYS[1])
return dirty
`;

/** KEYS lock; ARGV how its owner begins, and how it does not begin or "". 1 if it was such a lock, which is free now. */
export const FREE = `
local owner = redis.call('HGET', KEYS[1], 'owner')
if not owner or string.sub(owner, 1, #ARGV[1]) ~= ARGV[1] then return 0 end
if ARGV[2] ~= '' and string.sub(owner, 1, #ARGV[2]) == ARGV[2] then return 0 end
return redis.call('DEL', KEYS[1])
`;

/** KEYS processes; ARGV process. */
export const BURY = "return redis.call('ZREM', KEYS[1], ARGV[1])";

/** KEYS processes; ARGV process, 1 if it leaves. All of them, each with the milliseconds since it was heard of. */
export const BEAT = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZADD', KEYS[1], ARGV[2] == '1' and 0 or now, ARGV[1])
local all = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
for i = 2, #all, 2 do all[i] = now - tonumber(all[i]) end
return all
`;

/** KEYS posts; ARGV slot, JSON. */
export const RESERVE = `
local made = redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2])
return { redis.call('HGET', KEYS[1], ARGV[1]), made }
`;
