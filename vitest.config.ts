import { defineConfig } from "vitest/config";
import { fileURLToPath } from "node:url";
import ConformanceReporter from "./test/conformance/report/reporter.js";

export default defineConfig({
  resolve: {
    // Tests run the sources, not the build; the examples import the package by its name.
    alias: [
      {
        find: /^#default-peer-connection$/,
        replacement: fileURLToPath(new URL("runtime/node-peer-connection.ts", import.meta.url)),
      },
      { find: /^godot-webrtc$/, replacement: fileURLToPath(new URL("runtime/index.ts", import.meta.url)) },
      { find: /^godot-webrtc\/codegen$/, replacement: fileURLToPath(new URL("codegen/index.ts", import.meta.url)) },
      {
        find: /^godot-webrtc\/conformance$/,
        replacement: fileURLToPath(new URL("test/conformance/suite/index.ts", import.meta.url)),
      },
      {
        find: /^godot-webrtc\/conformance\/report$/,
        replacement: fileURLToPath(new URL("test/conformance/report/index.ts", import.meta.url)),
      },
      { find: /^godot-webrtc\/core$/, replacement: fileURLToPath(new URL("runtime/core/index.ts", import.meta.url)) },
      { find: /^godot-webrtc\/loopback$/, replacement: fileURLToPath(new URL("runtime/loopback.ts", import.meta.url)) },
      {
        find: /^godot-webrtc\/signaling$/,
        replacement: fileURLToPath(new URL("runtime/signaling/index.ts", import.meta.url)),
      },
      {
        find: /^godot-webrtc\/signaling\/server$/,
        replacement: fileURLToPath(new URL("runtime/signaling/server/index.ts", import.meta.url)),
      },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    // The second keeps results for `godot-webrtc conformance`.
    reporters: ["default", new ConformanceReporter()],
    // A native addon that keeps threads of its own wants a process of its own.
    pool: "forks",
    testTimeout: 30_000,
    hookTimeout: 30_000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
