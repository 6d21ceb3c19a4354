import type { ClassOverride } from "./shapes.js";

/** What the XML does not say about a class as a whole. */
export const CLASSES: readonly ClassOverride[] = [
  {
    class: "Signal",
    typeParameters: "Args extends readonly unknown[] = readonly unknown[]",
    reason: "The XML gives a signal's parameters where it is declared; the type carries them to connect() and emit().",
  },
  {
    class: "PacketPeer",
    instantiable: false,
    reason: "Abstract in the engine (ClassDB.can_instantiate is false); the XML has no word for it.",
  },
  {
    class: "MultiplayerPeer",
    instantiable: false,
    reason: "Abstract in the engine (ClassDB.can_instantiate is false); the XML has no word for it.",
  },
  {
    class: "WebRTCDataChannel",
    instantiable: false,
    reason: "Abstract in the engine (ClassDB.can_instantiate is false): channels come from create_data_channel.",
  },
];
