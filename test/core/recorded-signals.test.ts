/**
 * What Godot 4.6.3 did in the 73 recorded cases about signals, ported by hand: the same return values, error codes, kinds
 * of reports and order of events. Where this package differs on purpose, the case says what happens here, and
 * {@link deviations} says why.
 */
import { afterEach, describe, expect, test } from "vitest";
import { set_error_handler } from "../../runtime/core/index.js";
import { callables } from "./recorded/callables.js";
import { connecting } from "./recorded/connecting.js";
import { deferred } from "./recorded/deferred.js";
import { emission } from "./recorded/emission.js";
import { oneShot } from "./recorded/one-shot.js";
import { type Cases, makeStage } from "./recorded/stage.js";

const CASES_RECORDED = 73;

const FEWER_PARAMETERS =
  "design.md, Behaviour: a handler that declares fewer parameters than the signal has is called, as JavaScript does";
const NO_ARITY =
  "design.md, Behaviour: called, as JavaScript does. A function does not tell which of its parameters may be left out, so " +
  "a missing argument is undefined";
const FREED = "design.md, Behaviour: freed objects as targets or arguments do not exist in JavaScript";

/** Where a ported case expects something else than the engine did, and which line of design.md asks for it. */
export const deviations: Readonly<Record<string, string>> = {
  unknown_flag_bits: `h1 gets the appended emitter as a second argument and is called. ${FEWER_PARAMETERS}`,
  deferred_emitter_freed_before_delivery: `The emitter is dropped instead of freed. ${FREED}`,
  refcounted_receiver_dropped:
    "The connection keeps its receiver and goes on. design.md, Behaviour: JavaScript has no reference counts",
  emit_too_few_arguments: `h1 is called without its argument. ${NO_ARITY}`,
  emit_too_many_arguments: `h1 and h are called. ${FEWER_PARAMETERS}`,
  emit_wrong_argument_type:
    "Handlers get the values as they are. Types are checked by the compiler: design.md, The generated surface " +
    "(signals are `Signal<[arg: Type, …]>`)",
  callable_equality:
    "A Map compares keys by identity, so the last step uses the function itself. design.md, What calls look like: " +
    "`object.method` gives the same bound function each time",
  callable_call_errors: `h1.call() and h1.call(1, 2) are calls. ${FEWER_PARAMETERS}; ${NO_ARITY}`,
  call_deferred_order: "set_deferred is not in the stated subset of Object (doc_classes/SOURCE.json); a lambda sets n",
  call_deferred_wrong_args: `The deferred call of h1 without argument is made. ${NO_ARITY}`,
  await_adds_connection:
    "The code behind `await` resumes in a microtask, not inside emit(). design.md, What calls look like: " +
    "`await signal.wait()`",
  connect_string_method_wrong_types:
    "One report for a wrong argument instead of two, as nothing is converted and tried. design.md, Behaviour: arguments of " +
    "the wrong type get a report naming argument, expected and given",
};

/** Recorded cases that cannot be written in JavaScript. */
export const notPortable: Readonly<Record<string, string>> = {
  connect_freed_object: FREED,
  connect_signal_of_freed_object: FREED,
  deferred_receiver_freed_before_delivery: FREED,
  free_later_receiver_during_emission: FREED,
  receiver_frees_itself_during_emission: FREED,
  emitter_freed_during_emission: FREED,
};

const groups: Readonly<Record<string, Cases>> = { connecting, oneShot, deferred, emission, callables };
const ported = Object.values(groups).flatMap((cases) => Object.keys(cases));

afterEach(() => {
  set_error_handler(null);
});

for (const [group, cases] of Object.entries(groups)) {
  describe(group, () => {
    for (const [name, run] of Object.entries(cases)) test(name, () => run(makeStage()));
  });
}

test("every recorded case is ported, or said not to be portable", () => {
  const all = [...ported, ...Object.keys(notPortable)];
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(CASES_RECORDED);
});

test("every deviation belongs to a ported case", () => {
  expect(Object.keys(deviations).filter((name) => !ported.includes(name))).toEqual([]);
});
