import { MessageType } from "../protocol.js";
import { mapValues } from "./map-values.js";
import { preludeFor } from "./redis-prelude.js";
import type { StoreLimits } from "./store.js";

export type ScriptName =
  | "enter"
  | "join"
  | "relay"
  | "seal"
  | "leave"
  | "drop"
  | "resume"
  | "acknowledge"
  | "finish"
  | "beat"
  | "exit"
  | "list";

export type Scripts = Readonly<Record<ScriptName, string>>;

/** How much one beat tidies up at the most, so that no script runs long. */
const MAX_TIDIED = 100;

/** One script for each operation of the store. */
export function makeScripts(limits: StoreLimits, processTimeout: number): Scripts {
  const prelude = preludeFor(limits);
  const bodies = bodiesFor(limits, processTimeout);
  return mapValues(bodies, (body) => prelude + body);
}

const bodiesFor = ({ maxLobbies, maxLobbyPeers, sealDelay }: StoreLimits, processTimeout: number): Scripts => ({
  // ARGV: process
  enter: `
redis.call('ZADD', K .. 'processes', digits(now()), ARGV[1])
`,

  // ARGV: process, ticket, lobby to join or "", mesh, token or "-", subject, name for a new lobby, then ids to choose from
  join: `
local process, ticket, lobby, mesh, token, subject = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6]
if not redis.call('ZSCORE', K .. 'processes', process) then return 'gone' end
local id
if lobby == '' then
  lobby = ARGV[7]
  if redis.call('ZCARD', K .. 'lobbies') >= ${maxLobbies} then return 'too-many-lobbies' end
  if redis.call('EXISTS', lobbyKey(lobby)) == 1 then return 'again' end
  redis.call('HSET', lobbyKey(lobby), 'mesh', mesh, 'sealed', '0', 'joined', 0)
  redis.call('ZADD', K .. 'lobbies', digits(now()), lobby)
  id = '1'
else
  local mode = redis.call('HMGET', lobbyKey(lobby), 'mesh', 'sealed')
  if not mode[1] then return 'no-such-lobby' end
  if mode[2] == '1' then return 'sealed' end
  if redis.call('HLEN', membersKey(lobby)) >= ${maxLobbyPeers} then return 'lobby-full' end
  mesh = mode[1]
  for i = 8, #ARGV do
    local isTaken = redis.call('HEXISTS', membersKey(lobby), ARGV[i]) == 1
      or redis.call('ZSCORE', departedKey(lobby), ARGV[i])
    if not isTaken then id = ARGV[i] end
  end
  if not id then return 'again' end
end
-- A token that has a place already is no secret of a newcomer.
if token ~= '-' and redis.call('EXISTS', heldKey(token)) == 1 then token = '-' end
local others = placesOf(lobby)
local order = redis.call('HINCRBY', lobbyKey(lobby), 'joined', 1)
local place = { id = id, order = order, process = process, ticket = ticket, token = token }
putPlace(lobby, place)
redis.call('HSET', seatsKey(process), ticket, id .. ' ' .. lobby)
if token ~= '-' then
  redis.call('HSET', heldKey(token), 'lobby', lobby, 'id', id, 'subject', subject, 'received', 1, 'sent', 0, 'length', 0)
end
deliver(place, ${MessageType.ID}, id, mesh == '1' and 'true' or '')
for _, other in ipairs(others) do
  if mesh == '1' or other.id == '1' then
    deliver(other, ${MessageType.PEER_CONNECT}, id, '')
    deliver(place, ${MessageType.PEER_CONNECT}, other.id, '')
  end
end
deliver(place, ${MessageType.JOIN}, '0', lobby)
return 'ok'
`,

  // ARGV: process, ticket, type, destination, data
  relay: `
local lobby, from = seated(ARGV[1], ARGV[2])
if not from then return 'gone' end
count(from)
local to = placeOf(lobby, ARGV[4])
if not to then return redis.call('ZSCORE', departedKey(lobby), ARGV[4]) and 'ok' or 'no-such-peer' end
if to.id == from.id then return 'no-such-peer' end
deliver(to, ARGV[3], from.id, ARGV[5])
return 'ok'
`,

  // ARGV: process, ticket. Answers the verdict, and the lobby if it was sealed now.
  seal: `
local lobby, place = seated(ARGV[1], ARGV[2])
if not place then return { 'gone' } end
count(place)
if place.id ~= '1' then return { 'not-host' } end
if redis.call('HGET', lobbyKey(lobby), 'sealed') == '1' then return { 'ok' } end
redis.call('HSET', lobbyKey(lobby), 'sealed', '1')
redis.call('ZADD', K .. 'sealed', digits(now() + ${sealDelay}), lobby)
for _, each in ipairs(placesOf(lobby)) do deliver(each, ${MessageType.SEAL}, '0', '') end
return { 'ok', lobby }
`,

  // ARGV: process, ticket
  leave: `
local lobby, place = seated(ARGV[1], ARGV[2])
if place then depart(lobby, place) end
`,

  // ARGV: process, ticket
  drop: `
local lobby, place = seated(ARGV[1], ARGV[2])
if place then vacate(lobby, place) end
`,

  // ARGV: process, ticket, token, subject, number of messages the client has, then numbers of its own that may be here
  resume: `
local process, ticket, token = ARGV[1], ARGV[2], ARGV[3]
if not redis.call('ZSCORE', K .. 'processes', process) then return false end
local held = redis.call('HMGET', heldKey(token), 'lobby', 'id', 'subject', 'received', 'sent')
local lobby, id = held[1], held[2]
if not lobby or held[3] ~= ARGV[4] then return false end
local place = placeOf(lobby, id)
if place.process ~= '-' then
  redis.call('HDEL', seatsKey(place.process), place.ticket)
  tell(place, 'dismiss', 'replaced', '')
  place.process, place.ticket = '-', '-'
end
local has, sent = tonumber(ARGV[5]), tonumber(held[5])
local forgotten = sent - redis.call('LLEN', keptKey(token))
local isKnown = false
for i = 6, #ARGV do isKnown = isKnown or ARGV[i] == held[4] end
if not isKnown or has < forgotten or has > sent then
  -- The client itself says that it cannot go on from here, so nobody need wait for it.
  depart(lobby, place)
  return false
end
for _ = forgotten + 1, has do forgetOldest(token) end
place.process, place.ticket = process, ticket
putPlace(lobby, place)
redis.call('HSET', seatsKey(process), ticket, id .. ' ' .. lobby)
redis.call('ZREM', K .. 'absent', token)
for _, message in ipairs(redis.call('LRANGE', keptKey(token), 0, -1)) do
  local kind, from, data = string.match(message, '^(%d+) (%d+) (.*)$')
  tell(place, kind, from, data)
end
return tonumber(held[4])
`,

  // ARGV: process, ticket, number of messages the client has
  acknowledge: `
local _, place = seated(ARGV[1], ARGV[2])
if not place or place.token == '-' then return end
local sent = tonumber(redis.call('HGET', heldKey(place.token), 'sent'))
local forgotten = sent - redis.call('LLEN', keptKey(place.token))
for _ = forgotten + 1, math.min(tonumber(ARGV[3]), sent) do forgetOldest(place.token) end
`,

  // ARGV: lobby
  finish: `
if redis.call('ZSCORE', K .. 'sealed', ARGV[1]) then disband(ARGV[1], 'seal-complete') end
`,

  // ARGV: process, the last entry of its feed that it has read
  beat: `
local process, time = ARGV[1], now()
if not redis.call('ZSCORE', K .. 'processes', process) then return 'gone' end
redis.call('ZADD', K .. 'processes', digits(time), process)
redis.call('XTRIM', feedKey(process), 'MINID', ARGV[2])
local due = digits(time)
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', K .. 'processes', '-inf', digits(time - ${processTimeout}))) do
  bury(dead)
end
for _, token in ipairs(redis.call('ZRANGEBYSCORE', K .. 'absent', '-inf', due, 'LIMIT', 0, ${MAX_TIDIED})) do
  local lobby, id = unpack(redis.call('HMGET', heldKey(token), 'lobby', 'id'))
  local place = lobby and placeOf(lobby, id)
  if place then depart(lobby, place) else redis.call('ZREM', K .. 'absent', token) end
end
for _, lobby in ipairs(redis.call('ZRANGEBYSCORE', K .. 'sealed', '-inf', due, 'LIMIT', 0, ${MAX_TIDIED})) do
  disband(lobby, 'seal-complete')
end
return 'ok'
`,

  // ARGV: process
  exit: `
bury(ARGV[1])
`,

  // ARGV: how many at the most. Answers name, mesh and peers of each.
  list: `
local found = {}
for _, lobby in ipairs(redis.call('ZRANGE', K .. 'lobbies', 0, -1)) do
  if #found >= tonumber(ARGV[1]) * 3 then break end
  local mode = redis.call('HMGET', lobbyKey(lobby), 'mesh', 'sealed')
  if mode[2] == '0' then
    found[#found + 1] = lobby
    found[#found + 1] = mode[1]
    found[#found + 1] = tostring(redis.call('HLEN', membersKey(lobby)))
  end
end
return found
`,
});
