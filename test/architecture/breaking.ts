/** For each rule a small project that breaks it, and one that comes close and does not. */
interface Example {
  readonly files: Readonly<Record<string, string>>;
  /** `file:line` of each place that breaks the rule. */
  readonly broken: readonly string[];
  readonly fine: Readonly<Record<string, string>>;
}

const NODE_BACKEND = "runtime/backend/node-datachannel.ts";

export const BREAKING: Readonly<Record<string, Example>> = {
  "generated/api is a leaf": {
    files: {
      "generated/api/A.ts": `import type { B } from "./B.js";\nimport { report } from "../../runtime/core/index.js";`,
      "generated/api/B.ts": `export type { A } from "../glue/A.js";\nexport type B = import("../../runtime/index.js").B;`,
      "generated/api/C.ts": `import { readFileSync } from "node:fs";`,
    },
    broken: ["generated/api/A.ts:2", "generated/api/B.ts:1", "generated/api/B.ts:2", "generated/api/C.ts:1"],
    fine: {
      "generated/api/A.ts": `import type { GodotError } from "./@GlobalScope.js";`,
      "generated/glue/A.ts": `import { RefCounted } from "../../runtime/core/index.js";`,
    },
  },
  "generated/outline is a leaf": {
    files: { "generated/outline/A.ts": `import type { ClassInfo } from "../api/ClassInfo.js";` },
    broken: ["generated/outline/A.ts:1"],
    fine: { "generated/outline/A.ts": 'export const AOutline = "A";' },
  },
  "generated/ledger is a leaf": {
    files: { "generated/ledger/A.ts": `import "./B.js";\nimport type { ClassInfo } from "../api/ClassInfo.js";` },
    broken: ["generated/ledger/A.ts:2"],
    fine: { "generated/ledger/A.ts": `import type { ClassSentences } from "./ClassSentences.js";` },
  },
  "the conformance suite imports the API, core and its own, and runs in browsers too": {
    files: {
      "test/conformance/suite/a.ts": `import { expect } from "vitest";\nimport { readFileSync } from "node:fs";`,
      "test/conformance/suite/b.ts": `import "../../support/until.js";\nimport "../../support/peers.js";`,
      "test/conformance/suite/c.ts": `import "../../../runtime/backend/loopback.js";\nimport "../report/ledger.js";`,
    },
    broken: [
      "test/conformance/suite/a.ts:2",
      "test/conformance/suite/b.ts:2",
      "test/conformance/suite/c.ts:1",
      "test/conformance/suite/c.ts:2",
    ],
    fine: {
      "test/conformance/suite/a.ts": `import "../../../runtime/core/index.js";\nimport "../../support/sides.js";`,
    },
  },
  "conformance reports import the sentences, the names of the suite's tests, and themselves": {
    files: {
      "test/conformance/report/a.ts": `import "../suite/contract.js";\nimport "../../../codegen/main.js";\nimport "vitest";`,
    },
    broken: ["test/conformance/report/a.ts:1", "test/conformance/report/a.ts:2", "test/conformance/report/a.ts:3"],
    fine: {
      "test/conformance/report/a.ts": `import type { Reporter } from "vitest/node";\nimport "../suite/results.js";\nimport "node:fs";`,
    },
  },
  "runtime/core imports generated/api, generated/outline and itself": {
    files: {
      "runtime/core/a.ts": `import { A } from "../../generated/api/A.js";\nexport * from "../../generated/glue/A.js";`,
      "runtime/core/b.ts": `import "../adapter/peer-connection.js";\nconst later = await import("../classes.js");`,
      "runtime/core/c.ts": `import handlebars from "handlebars";`,
    },
    broken: ["runtime/core/a.ts:2", "runtime/core/b.ts:1", "runtime/core/b.ts:2", "runtime/core/c.ts:1"],
    fine: { "runtime/core/a.ts": `import { report } from "./error-report.js";\nimport "../../generated/api/A.js";` },
  },
  "generated/glue imports generated/api, generated/outline and runtime/core": {
    files: { "generated/glue/A.ts": `import "../public/A.js";\nimport "../../runtime/adapter/data-channel.js";` },
    broken: ["generated/glue/A.ts:1", "generated/glue/A.ts:2"],
    fine: { "generated/glue/A.ts": `import "../api/A.js";\nimport "./B.js";\nimport "../../runtime/core/index.js";` },
  },
  "generated/public imports generated/api and runtime/classes.ts": {
    files: { "generated/public/A.ts": `import { A } from "../glue/A.js";\nimport "../../runtime/core/index.js";` },
    broken: ["generated/public/A.ts:1", "generated/public/A.ts:2"],
    fine: { "generated/public/A.ts": `import "../api/A.js";\nimport "./B.js";\nimport "../../runtime/classes.js";` },
  },
  "runtime/adapter imports the generated code, core and the narrow interface, no backend": {
    files: {
      "runtime/adapter/a.ts": `import "../backend/backend.js";\nimport "../backend/node-datachannel.js";`,
      "runtime/adapter/b.ts": `import type { Channel } from "../backend/loopback-channel.js";\nimport "../index.js";`,
      "runtime/adapter/c.ts": `import "node-datachannel";\nimport "../../generated/public/index.js";`,
    },
    broken: [
      "runtime/adapter/a.ts:2",
      "runtime/adapter/b.ts:1",
      "runtime/adapter/b.ts:2",
      "runtime/adapter/c.ts:1",
      "runtime/adapter/c.ts:2",
    ],
    fine: {
      "runtime/adapter/a.ts": `import "./b.js";\nimport "../backend/sdp.js";\nimport "../core/index.js";`,
      "runtime/adapter/b.ts": `import "../../generated/glue/A.js";\nimport "../../generated/api/A.js";`,
    },
  },
  "runtime/multiplayer imports generated/api, generated/outline and core: it works over any connection, by Godot's API alone":
    {
      files: {
        "runtime/multiplayer/a.ts": `import "../adapter/peer-connection.js";\nimport "../backend/loopback-clock.js";`,
        "runtime/multiplayer/b.ts": `import "../../generated/glue/A.js";\nimport "../classes.js";\nimport "node:timers";`,
      },
      broken: [
        "runtime/multiplayer/a.ts:1",
        "runtime/multiplayer/a.ts:2",
        "runtime/multiplayer/b.ts:1",
        "runtime/multiplayer/b.ts:2",
        "runtime/multiplayer/b.ts:3",
      ],
      fine: {
        "runtime/multiplayer/a.ts": `import "./b.js";\nimport "../core/index.js";\nimport "../../generated/api/A.js";`,
      },
    },
  "runtime/backend imports its siblings and its own native package": {
    files: {
      "runtime/backend/loopback.ts": `import { report } from "../core/index.js";`,
      [NODE_BACKEND]: `import "../../generated/api/A.js";\nimport native from "node-datachannel";\nimport "ws";`,
      "runtime/backend/sdp.ts": `import "../adapter/candidate.js";`,
    },
    broken: ["runtime/backend/loopback.ts:1", `${NODE_BACKEND}:1`, `${NODE_BACKEND}:3`, "runtime/backend/sdp.ts:1"],
    fine: { [NODE_BACKEND]: `import native from "node-datachannel";\nimport "./sdp.js";\nimport "node:v8";` },
  },
  "the narrow interface of the backends imports nothing": {
    files: { "runtime/backend/backend.ts": `import type { Sdp } from "./sdp.js";` },
    broken: ["runtime/backend/backend.ts:1"],
    fine: { "runtime/backend/backend.ts": `export interface Backend {}` },
  },
  "the connections of browsers are made of the adapter and the browser's backend": {
    files: {
      "runtime/browser-peer-connection.ts": `import { nodeDataChannelBackend } from "./backend/node-datachannel.js";`,
    },
    broken: ["runtime/browser-peer-connection.ts:1"],
    fine: {
      "runtime/browser-peer-connection.ts": `import "./adapter/peer-connection.js";\nimport "./backend/browser.js";`,
    },
  },
  "the connections of Node are made of the adapter and Node's backend": {
    files: { "runtime/node-peer-connection.ts": `import { browserBackend } from "./backend/browser.js";` },
    broken: ["runtime/node-peer-connection.ts:1"],
    fine: {
      "runtime/node-peer-connection.ts": `import "./adapter/peer-connection.js";\nimport "./backend/node-datachannel.js";`,
    },
  },
  "runtime/classes.ts takes the default connections from package.json's imports, which know the platform": {
    files: { "runtime/classes.ts": `import "./node-peer-connection.js";\nimport "#other";` },
    broken: ["runtime/classes.ts:1", "runtime/classes.ts:2"],
    fine: { "runtime/classes.ts": `import "./core/index.js";\nimport "#default-peer-connection";` },
  },
  "codegen imports itself and its packages, never the runtime": {
    files: {
      "codegen/a.ts": `import "../runtime/core/index.js";\nimport "../generated/api/A.js";`,
      "codegen/emit/b.ts": `const late = import("../../runtime/cli.js");\nimport "prettier";`,
    },
    broken: ["codegen/a.ts:1", "codegen/a.ts:2", "codegen/emit/b.ts:2", "codegen/emit/b.ts:1"],
    fine: { "codegen/emit/b.ts": `import "../main.js";\nimport Handlebars from "handlebars";\nimport "node:fs";` },
  },
  "the examples import the package by its name, as users do": {
    files: { "examples/a.ts": `import { OK } from "../runtime/index.js";\nimport native from "node-datachannel";` },
    broken: ["examples/a.ts:1", "examples/a.ts:2"],
    fine: { "examples/a.ts": `import { OK } from "godot-webrtc";\nimport "./frame-loop.js";\nimport "node:url";` },
  },
  "Node's own modules are for the files of Node's backend": {
    files: { "runtime/backend/sdp.ts": `import "node:v8";`, "runtime/backend/backend.ts": `import "node:fs";` },
    broken: ["runtime/backend/backend.ts:1", "runtime/backend/sdp.ts:1"],
    fine: { "runtime/backend/native-calls.ts": `import "node:v8";`, [NODE_BACKEND]: `import "node:vm";` },
  },
  "the signaling server imports the protocol, itself, and its packages": {
    files: {
      "runtime/signaling/server/a.ts": `import "../client.js";\nimport "../../core/index.js";\nimport "express";`,
    },
    broken: ["runtime/signaling/server/a.ts:1", "runtime/signaling/server/a.ts:2", "runtime/signaling/server/a.ts:3"],
    fine: {
      "runtime/signaling/server/a.ts": `import "../protocol.js";\nimport "./b.js";\nimport "ws";\nimport "node:http";`,
    },
  },
  "the command that runs the signaling server imports the server": {
    files: { "runtime/signaling/command.ts": `import "./client.js";\nimport "ws";` },
    broken: ["runtime/signaling/command.ts:1", "runtime/signaling/command.ts:2"],
    fine: { "runtime/signaling/command.ts": `import "./server/server.js";\nimport "node:util";` },
  },
  "the signaling client imports neither ws nor Node's own modules, so that it runs in browsers": {
    files: {
      "runtime/signaling/client.ts": `import { WebSocket } from "ws";\nimport "node:crypto";\nimport "./node-link.js";`,
      "runtime/signaling/shared.ts": `export * from "./server/index.js";\nimport "../classes.js";`,
      "runtime/signaling/lobby-peer.ts": `import "../node-peer-connection.js";`,
    },
    broken: [
      "runtime/signaling/client.ts:1",
      "runtime/signaling/client.ts:2",
      "runtime/signaling/client.ts:3",
      "runtime/signaling/lobby-peer.ts:1",
      "runtime/signaling/shared.ts:1",
      "runtime/signaling/shared.ts:2",
    ],
    fine: {
      "runtime/signaling/client.ts": `import "../core/index.js";\nimport "./protocol.js";\nimport "../../generated/api/A.js";`,
      "runtime/signaling/lobby-peer.ts": `import "../classes.js";`,
      "runtime/signaling/node-link.ts": `import { WebSocket } from "ws";\nimport "node:crypto";`,
      "runtime/signaling/index.ts": `import "./node-link.js";`,
    },
  },
  "the runtime loads the signaling server in runtime/cli.ts only, when a command asks for it": {
    files: {
      "runtime/index.ts": `export * from "./signaling/index.js";`,
      "runtime/cli.ts": `import "./signaling/command.js";`,
    },
    broken: ["runtime/cli.ts:1", "runtime/index.ts:1"],
    fine: { "runtime/cli.ts": `export const later = () => import("./signaling/command.js");` },
  },
  "ioredis is loaded only when it is needed, so that it need not be installed": {
    files: { "runtime/signaling/server/redis.ts": `import { Redis } from "ioredis";` },
    broken: ["runtime/signaling/server/redis.ts:1"],
    fine: { "runtime/signaling/server/redis.ts": `export const later = () => import("ioredis");` },
  },
  "the runtime loads the generator and the reports in runtime/cli.ts only, when a command asks for them": {
    files: {
      "runtime/cli.ts": `import { generateCommand } from "../codegen/cli.js";`,
      "runtime/index.ts": `export const later = () => import("../codegen/main.js");`,
      "runtime/core/a.ts": `export type { Api } from "../../codegen/model/api.js";`,
    },
    broken: ["runtime/cli.ts:1", "runtime/index.ts:1", "runtime/core/a.ts:1"],
    fine: { "runtime/cli.ts": `export const later = () => import("../codegen/cli.js");` },
  },
  "only runtime/backend/node-datachannel.ts imports node-datachannel": {
    files: {
      "runtime/backend/native-channel.ts": `import type { DataChannel } from "node-datachannel";`,
      "runtime/index.ts": `const native = require("node-datachannel");`,
      "examples/a.ts": `const native = await import("node-datachannel/polyfill");`,
      "codegen/a.ts": `import native = require("node-datachannel");`,
    },
    broken: ["codegen/a.ts:1", "examples/a.ts:1", "runtime/index.ts:1", "runtime/backend/native-channel.ts:1"],
    fine: { [NODE_BACKEND]: `import "node-datachannel";`, "runtime/index.ts": `import "./node-datachannel.js";` },
  },
  "ts-morph is loaded only when it is needed, so that it need not be installed": {
    files: { "codegen/verify.ts": `import { type Project, ts } from "ts-morph";` },
    broken: ["codegen/verify.ts:1"],
    fine: { "codegen/verify.ts": `import type { Project } from "ts-morph";\nconst late = () => import("ts-morph");` },
  },
  "no any": {
    files: {
      "runtime/a.ts": `/** any */\nexport const a: any = 1;`,
      "codegen/a.ts": `export const a = (value: unknown) => value as any;`,
      "generated/api/A.ts": `export type A = Map<string, any>;`,
    },
    broken: ["codegen/a.ts:1", "generated/api/A.ts:1", "runtime/a.ts:2"],
    fine: { "runtime/a.ts": `export const any: unknown = "any";`, "examples/a.ts": `export const a: any = 1;` },
  },
  "no non-null assertions": {
    files: {
      "runtime/a.ts": `export const a = [1][0]!;\nexport class A {\n  a!: number;\n}`,
      "codegen/a.ts": `export const a = (map: Map<string, string>) =>\n  map.get("a")!.length;\nlet b!: string;`,
    },
    broken: ["codegen/a.ts:2", "codegen/a.ts:3", "runtime/a.ts:1", "runtime/a.ts:3"],
    fine: { "runtime/a.ts": `export const a = !true;\nexport const b = "x!" !== "y";` },
  },
  "only runtime/backend/browser.ts names what browsers have": {
    files: {
      "runtime/index.ts": `/** The face. */\n/// <reference lib="dom" />\nexport {};`,
      "runtime/core/a.ts": `/// <reference lib="DOM.Iterable" />\nexport {};`,
      "examples/a.ts": `/// <reference lib="webworker" />\nexport {};`,
      "runtime/adapter/a.ts": `declare class RTCPeerConnection {}\nexport const a = Reflect.get(globalThis, "RTCDataChannel");`,
    },
    broken: [
      "examples/a.ts:1",
      "runtime/index.ts:2",
      "runtime/core/a.ts:1",
      "runtime/adapter/a.ts:1",
      "runtime/adapter/a.ts:2",
    ],
    fine: {
      "runtime/backend/browser.ts": `/// <reference lib="dom" />\nnew RTCPeerConnection();`,
      "runtime/adapter/a.ts": `/** Not an RTCPeerConnection. */\nexport class WebRTCPeerConnection {}`,
      "runtime/index.ts": `/// <reference lib="es2023" />\n// <reference lib="dom" />\nexport {};`,
    },
  },
  "nothing ends the process: what was opened is closed, and it ends by itself": {
    files: {
      "runtime/a.ts": `process.exit(1);\nglobalThis.process.abort();\nprocess["exit"]();`,
      "codegen/a.ts": `import { exit } from "node:process";\nexit();`,
      "examples/a.ts": `const { exit: leave } = process;\nleave();`,
    },
    broken: ["codegen/a.ts:1", "examples/a.ts:1", "runtime/a.ts:1", "runtime/a.ts:2", "runtime/a.ts:3"],
    fine: { "runtime/a.ts": `process.exitCode = 1;\nprocess.stdout.write("process.exit()");\nregex.exit();` },
  },
};
