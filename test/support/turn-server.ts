/** A real TURN server on the loopback interface: coturn, which Debian has as the package `coturn`. */
import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { until } from "./until.js";

const LOCALHOST = "127.0.0.1";
const PROGRAM = "turnserver";
const EXPLANATION = `coturn was not found: no "${PROGRAM}" in PATH. Install it, on Debian with "apt-get install coturn"`;

export interface TurnServer {
  readonly port: number;
  /** What the server wrote about its clients so far. */
  readonly log: string;
  close(): Promise<void>;
}

/** Why tests with a TURN server are left out; undefined if they run. On CI they always do, and fail without a server. */
export function whyNoTurnServer(): string | undefined {
  return findProgram() === undefined && process.env["CI"] === undefined ? EXPLANATION : undefined;
}

/** Starts a server that answers STUN, and relays for one user, also to peers on this machine. */
export async function startTurnServer(username: string, credential: string): Promise<TurnServer> {
  const program = findProgram();
  if (program === undefined) throw new Error(EXPLANATION);
  const folder = mkdtempSync(join(tmpdir(), "godot-webrtc-turn-"));
  const port = await freePort();
  const server = spawn(program, [
    ...["-n", "--no-cli", "--no-tls", "--no-dtls", "--no-tcp"],
    ...[
      "--listening-ip",
      LOCALHOST,
      "--listening-port",
      String(port),
      "--relay-ip",
      LOCALHOST,
      "--allow-loopback-peers",
    ],
    ...["--lt-cred-mech", "--realm", "test", "--user", `${username}:${credential}`],
    ...["--log-file", "stdout", "--simple-log", "--verbose"],
    ...["--pidfile", join(folder, "pid"), "--userdb", join(folder, "users")],
  ]);
  let log = "";
  server.stdout.setEncoding("utf8").on("data", (text: string) => (log += text));
  server.stderr.setEncoding("utf8").on("data", (text: string) => (log += text));
  try {
    await answers(port, server);
  } catch (error) {
    await end(server, folder);
    throw new Error(`coturn did not come up: ${error instanceof Error ? error.message : String(error)}\n${log}`);
  }
  return {
    port,
    get log() {
      return log;
    },
    close: () => end(server, folder),
  };
}

async function end(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  rmSync(folder, { recursive: true, force: true });
}

function findProgram(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders
    .map((folder) => join(folder, PROGRAM))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

async function freePort(): Promise<number> {
  const socket = createSocket("udp4").bind(0, LOCALHOST);
  await once(socket, "listening");
  const { port } = socket.address();
  socket.close();
  await once(socket, "close");
  return port;
}

/** Asks with STUN binding requests (RFC 8489, section 5) until one is answered. */
async function answers(port: number, server: ChildProcess): Promise<void> {
  const request = Buffer.alloc(20);
  request.writeUInt16BE(0x0001, 0);
  request.writeUInt32BE(0x2112a442, 4);
  request.write("godot-webrtc", 8, "latin1");
  const socket = createSocket("udp4");
  let answered = false;
  socket.on("message", () => (answered = true));
  // Nobody listens yet: the system may say so.
  socket.on("error", () => undefined);
  try {
    await until(() => {
      if (server.exitCode !== null) throw new Error(`it ended with code ${server.exitCode}`);
      socket.send(request, port, LOCALHOST);
      return answered;
    }, "an answer to a STUN request");
  } finally {
    socket.close();
  }
}
