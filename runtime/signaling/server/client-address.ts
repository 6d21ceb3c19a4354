import type { IncomingMessage } from "node:http";
import { BlockList, isIP, isIPv4 } from "node:net";

/**
 * The proxies whose word is taken for where a request comes from.
 *
 * `X-Forwarded-For` is what whoever sent the request likes it to be, but for what a trusted proxy has appended: the list is
 * read from its end, for as long as the address that appended an entry is a trusted proxy's.
 */
export class TrustedProxies {
  readonly #list = new BlockList();
  readonly #isEmpty: boolean;

  /**
   * @param proxies - Addresses (`10.0.0.1`, `::1`) and networks (`10.0.0.0/8`).
   * @throws RangeError for what is neither.
   */
  constructor(proxies: readonly string[]) {
    this.#isEmpty = proxies.length === 0;
    for (const proxy of proxies) this.#add(proxy);
  }

  /** Where the request comes from: the address of the socket unless trusted proxies say otherwise. */
  clientAddress(request: IncomingMessage): string {
    let address = plainAddress(request.socket.remoteAddress ?? "");
    if (this.#isEmpty) return address;
    const header = request.headers["x-forwarded-for"];
    const entries = (typeof header === "string" ? header : (header ?? []).join(",")).split(",");
    while (this.#trusts(address)) {
      const entry = plainAddress(entries.pop()?.trim() ?? "");
      // A proxy that appends something else, or that was asked directly, is the last that is known.
      if (isIP(entry) === 0) break;
      address = entry;
    }
    return address;
  }

  #trusts(address: string): boolean {
    return isIP(address) !== 0 && this.#list.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  }

  #add(proxy: string): void {
    const [address = "", prefix] = proxy.split("/");
    const family = isIP(address);
    const bits = Number(prefix ?? (family === 4 ? 32 : 128));
    if (family === 0 || !/^\d*$/.test(prefix ?? "") || prefix === "" || bits > (family === 4 ? 32 : 128)) {
      throw new RangeError(
        `"${proxy}" is no address of a proxy: expected an IP address such as 10.0.0.1, or a network such as 10.0.0.0/8`,
      );
    }
    this.#list.addSubnet(address, bits, family === 4 ? "ipv4" : "ipv6");
  }
}

/** Sockets that listen for both families write IPv4 addresses as IPv6 ones. Proxies may append a port. */
function plainAddress(address: string): string {
  const bare = /^\[(.*)\](?::\d+)?$/.exec(address)?.[1] ?? address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
  return /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(mapped)?.[1] ?? mapped;
}
