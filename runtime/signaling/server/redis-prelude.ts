import { MessageType } from "../protocol.js";
import type { StoreLimits } from "./store.js";

const MAX_DEPARTED = 256;

/**
 * What all scripts have in common: how the lobbies lie in Redis, and what happens in them. Each operation is one script, and
 * Redis runs one script at a time: what happens in a lobby happens in one order for all processes, and nobody sees a half
 * of it.
 *
 * What there is, behind the prefix that is KEYS[1]:
 *
 * - `lobbies`: sorted set of lobby names, by the time they were made.
 * - `lobby:NAME`: hash `mesh` (1 or 0), `sealed` (1 or 0), `joined` (how many ever joined).
 * - `members:NAME`: hash from a peer's id to its place, `ORDER PROCESS TICKET TOKEN`. A process calls each of its seats by a
 *   ticket. `-` stands for no seat (the client is expected back) and no token (the place cannot be resumed).
 * - `departed:NAME`: sorted set of the ids that have left, by when they came.
 * - `processes`: sorted set of the processes, by their last sign of life.
 * - `seats:PROCESS`: hash from tickets to `ID NAME`.
 * - `feed:PROCESS`: stream of what the process is to tell its seats. Everything a seat hears goes this way, also from a
 *   neighbour in the same process: so it comes in the order in which it happened.
 * - `held:TOKEN`: hash of a place that can be resumed: `lobby`, `id`, `subject`, `received` (messages of the client),
 *   `sent` (messages to it), `length` (of the data of those that are kept).
 * - `kept:TOKEN`: list of the messages that the client may not have, `TYPE ID DATA`.
 * - `absent`: sorted set of the tokens whose client is expected back, by the time until which it is.
 * - `sealed`: sorted set of sealed lobbies, by the time of their end.
 *
 * Times are those of Redis: the clocks of the processes need not agree.
 */
export const preludeFor = ({ resumeGrace, maxKeptMessages, maxKeptLength }: StoreLimits): string => `
local K = KEYS[1]

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Lua writes large numbers as 1.7e+12.
local function digits(number) return string.format('%.0f', number) end

local function membersKey(lobby) return K .. 'members:' .. lobby end
local function lobbyKey(lobby) return K .. 'lobby:' .. lobby end
local function departedKey(lobby) return K .. 'departed:' .. lobby end
local function seatsKey(process) return K .. 'seats:' .. process end
local function feedKey(process) return K .. 'feed:' .. process end
local function heldKey(token) return K .. 'held:' .. token end
local function keptKey(token) return K .. 'kept:' .. token end

local function unpackPlace(id, packed)
  local order, process, ticket, token = string.match(packed, '^(%d+) (%S+) (%S+) (%S+)$')
  return { id = id, order = tonumber(order), process = process, ticket = ticket, token = token }
end

local function placeOf(lobby, id)
  local packed = redis.call('HGET', membersKey(lobby), id)
  return packed and unpackPlace(id, packed) or nil
end

local function putPlace(lobby, place)
  redis.call('HSET', membersKey(lobby), place.id,
    place.order .. ' ' .. place.process .. ' ' .. place.ticket .. ' ' .. place.token)
end

-- All places of a lobby, in the order in which they were taken.
local function placesOf(lobby)
  local places, flat = {}, redis.call('HGETALL', membersKey(lobby))
  for i = 1, #flat, 2 do places[#places + 1] = unpackPlace(flat[i], flat[i + 1]) end
  table.sort(places, function(one, other) return one.order < other.order end)
  return places
end

-- The lobby and the place of a seat; nil if it has none.
local function seated(process, ticket)
  local seat = redis.call('HGET', seatsKey(process), ticket)
  if not seat then return nil end
  local id, lobby = string.match(seat, '^(%d+) (.+)$')
  return lobby, placeOf(lobby, id)
end

local function tell(place, kind, id, data)
  if place.process == '-' then return end
  redis.call('XADD', feedKey(place.process), '*', 't', place.ticket, 'k', kind, 'i', id, 'd', data)
end

local function forgetOldest(token)
  local oldest = redis.call('LPOP', keptKey(token))
  if oldest then return redis.call('HINCRBY', heldKey(token), 'length', -#oldest) end
  return 0
end

local function deliver(place, kind, id, data)
  if place.token ~= '-' then
    local message = kind .. ' ' .. id .. ' ' .. data
    local count = redis.call('RPUSH', keptKey(place.token), message)
    local length = redis.call('HINCRBY', heldKey(place.token), 'length', #message)
    redis.call('HINCRBY', heldKey(place.token), 'sent', 1)
    while count > ${maxKeptMessages} or (length > ${maxKeptLength} and count > 0) do
      length = forgetOldest(place.token)
      count = count - 1
    end
  end
  tell(place, kind, id, data)
end

-- A message of the client has arrived.
local function count(place)
  if place.token ~= '-' then redis.call('HINCRBY', heldKey(place.token), 'received', 1) end
end

local function release(lobby, place)
  redis.call('HDEL', membersKey(lobby), place.id)
  if place.process ~= '-' then redis.call('HDEL', seatsKey(place.process), place.ticket) end
  if place.token ~= '-' then
    redis.call('DEL', heldKey(place.token), keptKey(place.token))
    redis.call('ZREM', K .. 'absent', place.token)
  end
end

local function disband(lobby, cause)
  for _, place in ipairs(placesOf(lobby)) do
    release(lobby, place)
    tell(place, 'dismiss', cause, '')
  end
  redis.call('DEL', lobbyKey(lobby), membersKey(lobby), departedKey(lobby))
  redis.call('ZREM', K .. 'lobbies', lobby)
  redis.call('ZREM', K .. 'sealed', lobby)
end

local function depart(lobby, place)
  release(lobby, place)
  if place.id == '1' then
    disband(lobby, 'host-left')
    return
  end
  local mode = redis.call('HMGET', lobbyKey(lobby), 'mesh', 'sealed')
  redis.call('ZADD', departedKey(lobby), place.order, place.id)
  redis.call('ZREMRANGEBYRANK', departedKey(lobby), 0, -${MAX_DEPARTED + 1})
  -- Once a lobby is sealed its peers need the server no more: one that hangs up has not left the game.
  if mode[2] == '1' then return end
  for _, other in ipairs(placesOf(lobby)) do
    if mode[1] == '1' or other.id == '1' then deliver(other, ${MessageType.PEER_DISCONNECT}, place.id, '') end
  end
end

-- The seat is lost.
local function vacate(lobby, place)
  if place.token == '-' then
    depart(lobby, place)
    return
  end
  redis.call('HDEL', seatsKey(place.process), place.ticket)
  place.process, place.ticket = '-', '-'
  putPlace(lobby, place)
  redis.call('ZADD', K .. 'absent', digits(now() + ${resumeGrace}), place.token)
end

-- A process is no more.
local function bury(process)
  redis.call('ZREM', K .. 'processes', process)
  for _, ticket in ipairs(redis.call('HKEYS', seatsKey(process))) do
    local lobby, place = seated(process, ticket)
    if place then vacate(lobby, place) end
  end
  redis.call('DEL', seatsKey(process), feedKey(process))
end
`;
