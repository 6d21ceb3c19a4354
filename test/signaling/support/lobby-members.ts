import { type ErrorReport, get_string_from_utf8, set_error_handler, to_utf8_buffer } from "../../../runtime/index.js";
import { connect_lobby, type Lobby } from "../../../runtime/signaling/index.js";
import { until } from "../../support/until.js";

export type LobbyOptions = NonNullable<Parameters<typeof connect_lobby>[1]>;

/** Nothing leaves this machine. */
export const ON_LOOPBACK = { libdatachannel: { bindAddress: "127.0.0.1" } };

/** Somebody in a lobby, and what happened to it. */
export interface Member {
  readonly lobby: Lobby;
  /** `+id`, `-id` and `ended code reason`, in their order. */
  readonly heard: string[];
  /** `id: text`, in the order of arrival. */
  readonly packets: string[];
}

/** The members of the lobbies of a test, which are polled together. */
export class LobbyMembers {
  reports: ErrorReport[] = [];
  readonly #members: Member[] = [];

  /** Before each test. */
  begin(): void {
    this.reports = [];
    set_error_handler((report) => this.reports.push(report));
  }

  /** After each test. */
  end(): void {
    set_error_handler(null);
    for (const { lobby } of this.#members.splice(0)) lobby.close();
  }

  async join(url: string, options: LobbyOptions = {}, connect = connect_lobby): Promise<Member> {
    return this.watch(await connect(url, { configuration: ON_LOOPBACK, ...options }));
  }

  /** Writes down what happens to somebody from now on. */
  watch(lobby: Lobby): Member {
    const member: Member = { lobby, heard: [], packets: [] };
    lobby.peer.peer_connected.connect((id) => member.heard.push(`+${id}`));
    lobby.peer.peer_disconnected.connect((id) => member.heard.push(`-${id}`));
    lobby.ended.connect((code, reason) => member.heard.push(`ended ${code} ${reason}`.trimEnd()));
    this.#members.push(member);
    return member;
  }

  /** A lobby of so many members, all connected with whom they should be. */
  async lobbyOf(url: string, size: number, options: LobbyOptions = {}): Promise<readonly Member[]> {
    const host = await this.join(url, options);
    const members = [host];
    while (members.length < size) members.push(await this.join(url, { ...options, lobby: host.lobby.name }));
    await this.met(members);
    return members;
  }

  async met(members: readonly Member[]): Promise<void> {
    const ids = members.map(({ lobby }) => lobby.id);
    await this.until(
      () =>
        members.every(({ lobby, heard }) => {
          const wanted = lobby.mode === "mesh" || lobby.is_host ? ids : [1];
          return wanted.every((id) => id === lobby.id || heard.includes(`+${id}`));
        }),
      `all to be connected, heard: ${members.map(({ heard }) => heard.join(" ")).join("; ")}`,
    );
  }

  /** Polls all until the condition holds. */
  async until(condition: () => boolean, what: string): Promise<void> {
    await until(() => {
      for (const member of this.#members) poll(member);
      return condition();
    }, what);
  }

  /** Each says something to all, and each hears it of all others. */
  async allTalk(members: readonly Member[], text: string): Promise<void> {
    for (const { lobby } of members) lobby.peer.put_packet(to_utf8_buffer(text));
    await this.until(
      () =>
        members.every((member) =>
          members.every((from) => from === member || member.packets.includes(`${from.lobby.id}: ${text}`)),
        ),
      `all to hear "${text}" of all`,
    );
  }
}

function poll({ lobby: { peer }, packets }: Member): void {
  peer.poll();
  while (peer.get_available_packet_count() > 0) {
    const from = peer.get_packet_peer();
    packets.push(`${from}: ${get_string_from_utf8(peer.get_packet())}`);
  }
}
