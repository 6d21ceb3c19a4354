import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { DEFAULT_HOST, DEFAULT_PORT, type ListenOptions } from "./server/listen.js";
import { jsonLog, prettyLog } from "./server/log.js";
import type { SignalingServerOptions } from "./server/options.js";
import { SignalingServer } from "./server/server.js";

/** Where a command prints to. */
interface CommandOutput {
  out(text: string): void;
  error(text: string): void;
}

const DONE = 0;
const ERROR = 2;
const MAX_PORT = 65_535;
/** Where the chat page is. */
const PAGE = "/";

const SIGNAL_USAGE = `godot-webrtc signal [--port PORT] [--host ADDRESS] [--tls-cert FILE --tls-key FILE]
                    [--max-peers N] [--max-lobbies N] [--max-lobby-peers N] [--allow-origin ORIGIN]...
                    [--trust-proxy ADDRESS]... [--redis URL] [--list-lobbies] [--no-metrics] [--no-page] [--log json|pretty]

Runs a signaling server in the protocol of Godot's demo networking/webrtc_signaling, until it is interrupted.

  --port PORT            port to listen on, 0 for any free one (default: ${DEFAULT_PORT})
  --host ADDRESS         address to listen on; 0.0.0.0 or :: lets other machines in (default: ${DEFAULT_HOST}, this machine alone)
  --tls-cert FILE        certificate chain in PEM, for wss://
  --tls-key FILE         its private key in PEM
  --max-peers N          WebSockets at a time (default: 10000)
  --max-lobbies N        lobbies at a time (default: 4096)
  --max-lobby-peers N    peers of one lobby (default: 64)
  --allow-origin ORIGIN  web page that may connect, such as https://game.example.org; may be given several times (default: all)
  --trust-proxy ADDRESS  proxy, or network of proxies such as 10.0.0.0/8, whose X-Forwarded-For is believed; may be given
                         several times (default: none)
  --redis URL            keep the lobbies in Redis, so that several servers share them (needs: npm install ioredis); the
                         environment variable GODOT_WEBRTC_REDIS_URL says it without showing a password
  --list-lobbies         let everybody see, and so join, all lobbies: GET /lobbies
  --no-metrics           do not answer GET /metrics
  --no-page              do not serve the chat page at /
  --log FORMAT           pretty (default), or json: one object per line

Exits with 0 after SIGINT or SIGTERM, with 2 after an error.`;

/** `signal`: gives the exit code once the server has stopped. */
export async function signalCommand(args: readonly string[], output: CommandOutput): Promise<number> {
  try {
    return await run(args, output);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    output.error(isAboutArguments(error) ? `${message}\n\n${SIGNAL_USAGE}` : `error: ${message}`);
    return ERROR;
  }
}

/** An argument that makes no sense. */
class ArgumentError extends Error {}

async function run(args: readonly string[], output: CommandOutput): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string" },
      host: { type: "string" },
      "tls-cert": { type: "string" },
      "tls-key": { type: "string" },
      "max-peers": { type: "string" },
      "max-lobbies": { type: "string" },
      "max-lobby-peers": { type: "string" },
      "allow-origin": { type: "string", multiple: true },
      "trust-proxy": { type: "string", multiple: true },
      redis: { type: "string" },
      "list-lobbies": { type: "boolean" },
      metrics: { type: "boolean" },
      page: { type: "boolean" },
      log: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
    allowNegative: true,
  });
  if (values.help === true) {
    output.out(SIGNAL_USAGE);
    return DONE;
  }
  const format = values.log ?? "pretty";
  if (format !== "json" && format !== "pretty") {
    throw new ArgumentError(`--log was given "${format}"; allowed is json or pretty.`);
  }
  const redis = values.redis ?? process.env["GODOT_WEBRTC_REDIS_URL"];
  const options: SignalingServerOptions = {
    ...limit("maxPeers", "--max-peers", values["max-peers"]),
    ...limit("maxLobbies", "--max-lobbies", values["max-lobbies"]),
    ...limit("maxLobbyPeers", "--max-lobby-peers", values["max-lobby-peers"]),
    allowOrigins: values["allow-origin"] ?? [],
    trustProxies: values["trust-proxy"] ?? [],
    ...(redis === undefined ? {} : { redis }),
    listLobbies: values["list-lobbies"] ?? false,
    metrics: values.metrics ?? true,
    ...(values.page === false ? {} : { page: PAGE }),
    log: (format === "json" ? jsonLog : prettyLog)((line) => output.out(line)),
  };
  const listen: ListenOptions = {
    port: wholeNumber("--port", values.port, 0, MAX_PORT) ?? DEFAULT_PORT,
    host: values.host ?? DEFAULT_HOST,
    ...tlsFrom(values["tls-cert"], values["tls-key"]),
  };
  const server = new SignalingServer(options);
  const interrupted = interruption();
  try {
    const { url } = await server.listen(listen);
    if (format === "pretty") output.out(howToConnect(url, listen.host ?? DEFAULT_HOST, options.page));
    await interrupted.happened;
  } finally {
    interrupted.forget();
    await server.close();
  }
  return DONE;
}

function howToConnect(url: string, host: string, page: string | undefined): string {
  const http = url.replace(/^ws/, "http");
  const lines = [
    "",
    `Signaling at ${url}`,
    `  Godot:       connect the demo networking/webrtc_signaling to ${url}`,
    `  TypeScript:  await connect_lobby("${url}")   // from "godot-webrtc/signaling"`,
    `  Health:      ${http}/healthz`,
  ];
  if (page !== undefined) lines.push(`  Chat page:   ${http}${page}   (open it in two tabs)`);
  if (host === DEFAULT_HOST) lines.push("Only this machine can connect; --host 0.0.0.0 lets others in.");
  return [...lines, "Ctrl+C stops it.", ""].join("\n");
}

/** What asks a program to stop. */
const SIGNALS = ["SIGINT", "SIGTERM"] as const;

function interruption(): { readonly happened: Promise<void>; forget(): void } {
  let happen: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => (happen = resolve));
  for (const signal of SIGNALS) process.once(signal, happen);
  return {
    happened,
    forget: () => {
      for (const signal of SIGNALS) process.off(signal, happen);
    },
  };
}

function limit(
  name: "maxPeers" | "maxLobbies" | "maxLobbyPeers",
  option: string,
  text: string | undefined,
): Partial<SignalingServerOptions> {
  const number = wholeNumber(option, text, 1, 2 ** 31 - 1);
  return number === undefined ? {} : { [name]: number };
}

function wholeNumber(option: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new ArgumentError(`${option} was given "${text}"; allowed is a whole number from ${least} to ${most}.`);
}

function tlsFrom(cert: string | undefined, key: string | undefined): Pick<ListenOptions, "tls"> {
  if (cert === undefined && key === undefined) return {};
  if (cert === undefined || key === undefined) {
    throw new ArgumentError("--tls-cert and --tls-key belong together; one of them is missing.");
  }
  return { tls: { cert: contentOf("--tls-cert", cert), key: contentOf("--tls-key", key) } };
}

function contentOf(option: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(
      `${option} was given "${path}", which cannot be read: ${error instanceof Error ? error.message : ""}`,
      {
        cause: error,
      },
    );
  }
}

/** Wrong options, of which the usage helps; the rest is about the world. */
function isAboutArguments(error: unknown): boolean {
  if (error instanceof ArgumentError || error instanceof RangeError) return true;
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}
