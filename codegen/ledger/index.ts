/**
 * What class references say, sentence by sentence: the ground that conformance tests stand on. The stages: the BBCode tree
 * is cut into lines and code blocks, these into sentences; each sentence gets a hash that lasts as long as its words do.
 */
export { classSentences, type ClassSentences, type MemberSentences, sentenceId } from "./class-sentences.js";
export { emitLedger } from "./emit-ledger.js";
export { splitSentences } from "./split-sentences.js";
