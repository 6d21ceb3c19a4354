/** What the built package adds to a web page: bundled by standard tools, minified and gzipped. 1 kB is 1,000 bytes. */
import { build as bundleWithEsbuild, type Plugin, transform } from "esbuild";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build as bundleWithVite } from "vite";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What a page imports that connects to a game. */
export const CONNECTING = ["WebRTCPeerConnection", "WebRTCMultiplayerPeer"];

export interface Measured {
  readonly bundler: string;
  /** Bytes, minified and gzipped. */
  readonly size: number;
  /** The minified code. */
  readonly code: string;
}

export interface Row {
  readonly what: string;
  readonly size: number;
  /** Bytes that it may have; undefined if its parts have limits. */
  readonly limit?: number;
}

/** What may grow how far: a little above what it is. */
const LIMITS = { connecting: 25_000, variants: 5_600, signal: 3_000 };

/** The bundles of `import { names } from "godot-webrtc"`. A module of Node's in it is an error. */
export async function measure(names: readonly string[]): Promise<readonly Measured[]> {
  const entry = `export { ${names.join(", ")} } from "godot-webrtc";`;
  return [
    await weigh("esbuild", await withEsbuild(entry)),
    await weigh("Vite", await withVite(entry)),
    await weigh("esbuild, without Variants", await withEsbuild(entry, [WITHOUT_VARIANTS])),
  ];
}

/** The sizes that have limits, with the bundler that does worst. */
export async function rows(): Promise<readonly Row[]> {
  const [connecting, signal] = [await measure(CONNECTING), await measure(["Signal"])];
  const whole = largest(connecting);
  const rest = connecting.find(({ bundler }) => bundler.endsWith("without Variants"))?.size ?? whole;
  return [
    { what: `${CONNECTING.join(", ")}, in all`, size: whole, limit: LIMITS.connecting },
    { what: "  of it what put_var() and get_var() need: Variants", size: whole - rest, limit: LIMITS.variants },
    { what: "  the rest", size: rest },
    { what: "Signal alone", size: largest(signal), limit: LIMITS.signal },
  ];
}

function largest(measured: readonly Measured[]): number {
  return Math.max(...measured.map(({ size }) => size));
}

async function weigh(bundler: string, bundle: string): Promise<Measured> {
  const { code } = await transform(bundle, { minify: true, format: "esm", target: "es2022" });
  return { bundler, size: gzipSync(code, { level: 9 }).length, code };
}

async function withEsbuild(entry: string, plugins: Plugin[] = []): Promise<string> {
  const result = await bundleWithEsbuild({
    stdin: { contents: entry, resolveDir: ROOT },
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    // It sees through more when it does so itself.
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    // The build is measured, as its users have it.
    tsconfigRaw: {},
    logLevel: "error",
    plugins,
  });
  return result.outputFiles[0]?.text ?? "";
}

async function withVite(entry: string): Promise<string> {
  const result = await bundleWithVite({
    configFile: false,
    root: ROOT,
    logLevel: "error",
    plugins: [
      { name: "entry", resolveId: (id) => (id === ENTRY ? id : null), load: (id) => (id === ENTRY ? entry : null) },
    ],
    build: { write: false, minify: false, target: "es2022", lib: { entry: ENTRY, formats: ["es"] } },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((made) => ("output" in made ? made.output : []));
  return outputs.map((file) => (file.type === "chunk" ? file.code : "")).join("\n");
}

/** Lies in the package, so that the package's name leads to the package. */
const ENTRY = resolve(ROOT, "size-entry.js");

/** Leaves out what only the binary form of Variants needs. */
const WITHOUT_VARIANTS: Plugin = {
  name: "without Variants",
  setup({ onLoad }) {
    onLoad({ filter: /core\/variant\/serialize\.js$/ }, () => ({
      contents:
        "export const encodeVariant = () => new Uint8Array(); export const decodeVariant = () => ({ value: null });",
    }));
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { what, size, limit = Infinity } of await rows()) {
    const most = limit === Infinity ? "          " : ` of ${(limit / 1000).toFixed(1).padStart(4)} kB`;
    console.log(`${(size / 1000).toFixed(1).padStart(5)}${most}  ${what}${size <= limit ? "" : "  TOO LARGE"}`);
    if (size > limit) process.exitCode = 1;
  }
}
