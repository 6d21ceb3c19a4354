/** Who may import whom, as the design draws it. */
import { importsOf, type Import, type Rule, violation } from "./project.js";

interface Border {
  readonly name: string;
  /** The files the border is drawn around: a file, or a folder that ends with "/". */
  readonly inside: string;
  /** What they may name: files and folders of this repository, packages, "node:" for all that Node brings along. */
  readonly mayImport: readonly string[];
}

const BORDERS: readonly Border[] = [
  { name: "generated/api is a leaf", inside: "generated/api/", mayImport: ["generated/api/"] },
  { name: "generated/outline is a leaf", inside: "generated/outline/", mayImport: [] },
  { name: "generated/ledger is a leaf", inside: "generated/ledger/", mayImport: ["generated/ledger/"] },
  {
    name: "runtime/core imports generated/api, generated/outline and itself",
    inside: "runtime/core/",
    mayImport: ["generated/api/", "generated/outline/", "runtime/core/"],
  },
  {
    name: "generated/glue imports generated/api, generated/outline and runtime/core",
    inside: "generated/glue/",
    mayImport: ["generated/api/", "generated/glue/", "generated/outline/", "runtime/core/"],
  },
  {
    name: "generated/public imports generated/api and runtime/classes.ts",
    inside: "generated/public/",
    mayImport: ["generated/api/", "generated/public/", "runtime/classes.ts"],
  },
  {
    name: "runtime/adapter imports the generated code, core and the narrow interface, no backend",
    inside: "runtime/adapter/",
    mayImport: [
      "generated/api/",
      "generated/glue/",
      "runtime/core/",
      "runtime/adapter/",
      "runtime/backend/backend.ts",
      "runtime/backend/sdp.ts",
    ],
  },
  {
    name: "runtime/multiplayer imports generated/api, generated/outline and core: it works over any connection, by Godot's API alone",
    inside: "runtime/multiplayer/",
    mayImport: ["generated/api/", "generated/outline/", "runtime/core/", "runtime/multiplayer/"],
  },
  {
    name: "runtime/backend imports its siblings and its own native package",
    inside: "runtime/backend/",
    mayImport: ["runtime/backend/", "node-datachannel", "node:"],
  },
  {
    name: "the narrow interface of the backends imports nothing",
    inside: "runtime/backend/backend.ts",
    mayImport: [],
  },
  {
    name: "the connections of browsers are made of the adapter and the browser's backend",
    inside: "runtime/browser-peer-connection.ts",
    mayImport: ["runtime/adapter/", "runtime/backend/browser.ts"],
  },
  {
    name: "the connections of Node are made of the adapter and Node's backend",
    inside: "runtime/node-peer-connection.ts",
    mayImport: ["runtime/adapter/", "runtime/backend/node-datachannel.ts"],
  },
  {
    name: "runtime/classes.ts takes the default connections from package.json's imports, which know the platform",
    inside: "runtime/classes.ts",
    mayImport: ["generated/glue/", "runtime/core/", "runtime/multiplayer/", "#default-peer-connection"],
  },
  {
    name: "the signaling server imports the protocol, itself, and its packages",
    inside: "runtime/signaling/server/",
    mayImport: [
      "runtime/signaling/protocol.ts",
      "runtime/signaling/resume-protocol.ts",
      "runtime/signaling/server/",
      "ws",
      "ioredis",
      "node:",
    ],
  },
  {
    name: "the command that runs the signaling server imports the server",
    inside: "runtime/signaling/command.ts",
    mayImport: ["runtime/signaling/server/", "node:"],
  },
  {
    name: "codegen imports itself and its packages, never the runtime",
    inside: "codegen/",
    mayImport: [
      "codegen/",
      "fast-xml-parser",
      "gettext-parser",
      "handlebars",
      "handlebars/runtime",
      "ts-morph",
      // Of codegen/build only, which nothing of the rest imports: a step of this repository's build.
      "typescript",
      "node:",
    ],
  },
  {
    name: "the conformance suite imports the API, core and its own, and runs in browsers too",
    inside: "test/conformance/suite/",
    mayImport: [
      "generated/api/",
      "generated/glue/",
      "runtime/core/",
      "runtime/index.ts",
      "test/conformance/suite/",
      "test/support/members.ts",
      "test/support/sides.ts",
      "test/support/until.ts",
      "vitest",
    ],
  },
  {
    name: "conformance reports import the sentences, the names of the suite's tests, and themselves",
    inside: "test/conformance/report/",
    mayImport: [
      "generated/ledger/",
      "codegen/ledger/shown-promises.ts",
      "test/conformance/report/",
      "test/conformance/suite/promises.ts",
      "test/conformance/suite/results.ts",
      "vitest/node",
      "node:",
    ],
  },
  {
    name: "the examples import the package by its name, as users do",
    inside: "examples/",
    mayImport: [
      "examples/",
      "godot-webrtc",
      "godot-webrtc/conformance",
      "godot-webrtc/conformance/report",
      "godot-webrtc/loopback",
      "godot-webrtc/signaling",
      "godot-webrtc/signaling/server",
      "vitest/node",
      "node:",
    ],
  },
];

/** The parts of runtime/signaling that are Node's alone; the rest runs in browsers, too. */
const NODE_SIGNALING = /^runtime\/signaling\/(?:server\/|(?:command|index|node-[^/]*)\.ts$)/;
const BROWSER_SIGNALING = ["generated/api/", "runtime/core/", "runtime/adapter/signal-queue.ts", "runtime/signaling/"];
/** The one file of the signaling that makes connections, on every platform its own: the rest carries what others make. */
const LOBBY_PEER = "runtime/signaling/lobby-peer.ts";

export const IMPORT_RULES: readonly Rule[] = [
  ...BORDERS.map(({ name, inside, mayImport }): Rule => ({
    name,
    appliesTo: (path) => isIn(path, inside),
    *check(file, path) {
      for (const found of importsOf(file)) {
        if (mayImport.some((allowed) => isAllowed(found, allowed))) continue;
        yield violation(
          found.node,
          `${path} must not import ${found.target}; here may be imported: ${list(mayImport)}`,
        );
      }
    },
  })),
  {
    name: "Node's own modules are for the files of Node's backend",
    appliesTo: (path) => isIn(path, "runtime/backend/") && !/\/(?:node|native)-[^/]*$/.test(path),
    *check(file, path) {
      for (const { node, target } of importsOf(file)) {
        if (!target.startsWith("node:")) continue;
        yield violation(node, `${path} must not import ${target}: it has to run in browsers too`);
      }
    },
  },
  {
    name: "the signaling client imports neither ws nor Node's own modules, so that it runs in browsers",
    appliesTo: (path) => isIn(path, "runtime/signaling/") && !NODE_SIGNALING.test(path),
    *check(file, path) {
      for (const found of importsOf(file)) {
        const places = path === LOBBY_PEER ? [...BROWSER_SIGNALING, "runtime/classes.ts"] : BROWSER_SIGNALING;
        const isAllowedHere = places.some((allowed) => isAllowed(found, allowed));
        if (isAllowedHere && !NODE_SIGNALING.test(found.target)) continue;
        yield violation(found.node, `${path} must not import ${found.target}: it has to run in browsers too`);
      }
    },
  },
  {
    name: "the runtime loads the signaling server in runtime/cli.ts only, when a command asks for it",
    appliesTo: (path) => isIn(path, "runtime/") && !isIn(path, "runtime/signaling/"),
    *check(file, path) {
      for (const { node, target, isRelative, isDynamic } of importsOf(file)) {
        if (!isRelative || !isIn(target, "runtime/signaling/") || (path === "runtime/cli.ts" && isDynamic)) continue;
        yield violation(node, `${path} must not import ${target}: only runtime/cli.ts may, with import()`);
      }
    },
  },
  {
    name: "ioredis is loaded only when it is needed, so that it need not be installed",
    appliesTo: (path) => isIn(path, "runtime/"),
    *check(file, path) {
      for (const { node, target, isDynamic } of importsOf(file)) {
        if (target === "ioredis" && !isDynamic) yield violation(node, `${path} must import ioredis with import()`);
      }
    },
  },
  {
    name: "the runtime loads the generator and the reports in runtime/cli.ts only, when a command asks for them",
    appliesTo: (path) => isIn(path, "runtime/"),
    *check(file, path) {
      for (const { node, target, isRelative, isDynamic } of importsOf(file)) {
        const isOther = isIn(target, "codegen/") || isIn(target, "test/");
        if (!isRelative || !isOther || (path === "runtime/cli.ts" && isDynamic)) continue;
        yield violation(node, `${path} must not import ${target}: only runtime/cli.ts may, with import()`);
      }
    },
  },
  {
    name: "only runtime/backend/node-datachannel.ts imports node-datachannel",
    appliesTo: (path) => path !== "runtime/backend/node-datachannel.ts",
    *check(file, path) {
      for (const { node, target } of importsOf(file)) {
        if (target !== "node-datachannel" && !target.startsWith("node-datachannel/")) continue;
        yield violation(node, `${path} must not import ${target}: only runtime/backend/node-datachannel.ts may`);
      }
    },
  },
  {
    name: "ts-morph is loaded only when it is needed, so that it need not be installed",
    appliesTo: (path) => isIn(path, "codegen/"),
    *check(file, path) {
      for (const { node, target, isDynamic, isType } of importsOf(file)) {
        if (target !== "ts-morph" || isDynamic || isType) continue;
        yield violation(node, `${path} must import ts-morph with import(), or its types only`);
      }
    },
  },
];

function isIn(path: string, place: string): boolean {
  return place.endsWith("/") ? path.startsWith(place) : path === place;
}

function isAllowed({ target, isRelative }: Import, allowed: string): boolean {
  if (allowed === "node:") return !isRelative && target.startsWith("node:");
  const isPlace = allowed.endsWith("/") || allowed.endsWith(".ts");
  return isPlace === isRelative && isIn(target, allowed);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.join(", ");
}
