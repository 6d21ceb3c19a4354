/**
 * `godot-webrtc/conformance`: the suite that this package's own connections are held to, for any other implementation of
 * WebRTCPeerConnectionExtension. Runs under vitest, in Node and in browsers.
 */
import { ClassDB } from "../../../runtime/core/index.js";
import type { WebRTCPeerConnection } from "../../../runtime/index.js";
import type { ContractBackend, FaultyNetwork } from "./backend.js";
import { OUTER_PARTS, type Part } from "./promises.js";
import type { TestResult } from "./results.js";

export type { FaultyNetwork } from "./backend.js";
export type { Part } from "./promises.js";
export type { TestResult } from "./results.js";

/** What the suite has to know of an implementation. */
export interface Implementation {
  /** For titles and reports. */
  readonly name: string;
  /** The name by which its class is registered with `ClassDB.register_class`. */
  readonly className: string;
  /** What `initialize` gets wherever a test initializes. Default: nothing. */
  readonly configuration?: WebRTCPeerConnection.InitializeConfiguration;
  /** What it cannot show, each with the reason. */
  readonly exclusions?: Readonly<Partial<Record<Part, string>>>;
  /** A new network whose time stands still until it is moved on, for the tests of lost packets and lost transports. */
  openFaultyNetwork?(): FaultyNetwork;
  /** Collects what nobody refers to, for the tests of lifetimes: `gc` of a Node with `--expose-gc`. */
  collectGarbage?(): void;
}

export interface ConformanceOptions {
  /** Gets the results when all tests have ended. `reportTo` of `godot-webrtc/conformance/report` makes a report of them. */
  finished?(results: readonly TestResult[]): void | Promise<void>;
}

/**
 * Makes a group of tests that hold an implementation to the class reference. Call it at the top of a test file.
 *
 * @throws Error if no class is registered under the name.
 */
export function conformance(implementation: Implementation, options: ConformanceOptions = {}): void {
  defineConformance(backendOf(implementation), options);
}

const { defineConformance } = await loadSuite();

/** The suite stands on vitest, which whoever only runs connections need not install. */
async function loadSuite() {
  try {
    await import("vitest");
  } catch (cause) {
    throw new Error(
      "godot-webrtc/conformance needs vitest: run `npm install --save-dev vitest`, and import it in a test.",
      { cause },
    );
  }
  return import("./define-conformance.js");
}

const FAULTY_PARTS: readonly Part[] = ["P11/loss", "P12/loss", "P17/faults", "M06/faults", "M14/loss"];
const NEEDS_FAULTS = "no openFaultyNetwork() was given";
const NEEDS_COLLECTION = "no collectGarbage() was given";
const NEEDS_OTHERS = "it takes servers or peers of another kind; show it with tests of your own";

function backendOf({ className, configuration = {}, exclusions = {}, ...rest }: Implementation): ContractBackend {
  const createBare = (): WebRTCPeerConnection => {
    const made = ClassDB.instantiate(className);
    if (made?.is_class("WebRTCPeerConnectionExtension") !== true) {
      const message = `"${className}" is no class that extends WebRTCPeerConnectionExtension. Register yours under this name`;
      throw new Error(
        `${message} with ClassDB.register_class(YourClass, "${className}") before you call conformance().`,
      );
    }
    return made as unknown as WebRTCPeerConnection;
  };
  if (!ClassDB.class_exists(className)) createBare();
  return {
    ...rest,
    className,
    configuration,
    createBare,
    exclusions: {
      ...(rest.openFaultyNetwork === undefined && excluded(FAULTY_PARTS, NEEDS_FAULTS)),
      ...(rest.collectGarbage === undefined && excluded(["P13/kept", "P13/collected"], NEEDS_COLLECTION)),
      ...excluded(OUTER_PARTS, NEEDS_OTHERS),
      ...exclusions,
    },
  };
}

function excluded(parts: readonly Part[], reason: string): Partial<Record<Part, string>> {
  return Object.fromEntries(parts.map((part) => [part, reason]));
}
