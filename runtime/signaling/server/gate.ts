import type { IncomingMessage } from "node:http";
import { AddressLimits } from "./address-limits.js";
import { AllowedOrigins, isOwnOrigin } from "./allowed-origins.js";
import { TrustedProxies } from "./client-address.js";
import type { UpgradeRefusal } from "./metrics.js";
import type { Authenticate, Identity, ServerLimits, SignalingServerOptions } from "./options.js";

/** A client that nobody asks who it is. */
export const ANYBODY: Identity = { subject: "" };

/** Who may come in. */
export class Gate {
  readonly addresses: AddressLimits;
  readonly #origins: AllowedOrigins;
  readonly #proxies: TrustedProxies;
  readonly #authenticate: Authenticate | undefined;
  readonly #path: string | undefined;
  readonly #hasPage: boolean;

  /** @throws RangeError for origins and proxies that are none. */
  constructor(options: SignalingServerOptions, limits: ServerLimits) {
    this.addresses = new AddressLimits(limits);
    this.#origins = new AllowedOrigins(options.allowOrigins ?? []);
    this.#proxies = new TrustedProxies(options.trustProxies ?? []);
    this.#authenticate = options.authenticate;
    this.#path = options.path;
    this.#hasPage = options.page !== undefined;
  }

  /** Where a request comes from. */
  addressOf(request: IncomingMessage): string {
    return this.#proxies.clientAddress(request);
  }

  /** Whether a request is for the signaling at all. */
  isAtPath(request: IncomingMessage): boolean {
    return this.#path === undefined || urlOf(request)?.pathname === this.#path;
  }

  allowsOrigin(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    return this.#origins.allows(origin) || (this.#hasPage && isOwnOrigin(origin, host));
  }

  /** Whether everybody is {@link ANYBODY}. */
  get asksNobody(): boolean {
    return this.#authenticate === undefined;
  }

  /** Who the client is. @throws what the authentication hook throws. */
  async identify(request: IncomingMessage, address: string): Promise<Identity | UpgradeRefusal> {
    if (this.#authenticate === undefined) return ANYBODY;
    const url = urlOf(request);
    if (url === null) return "bad-request";
    return (await this.#authenticate({ url, headers: request.headers, address })) ?? "unauthenticated";
  }
}

/** Path and query are what matters; the host is what the client says, and need not make sense. */
export function urlOf(request: IncomingMessage): URL | null {
  const path = request.url ?? "/";
  return URL.canParse(path, "http://localhost") ? new URL(path, "http://localhost") : null;
}
