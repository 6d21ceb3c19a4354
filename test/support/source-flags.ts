/** What Node needs to run the sources as they are: TypeScript, and package.json's imports leading to sources. */
export const SOURCE_FLAGS = ["--conditions=godot-webrtc-source", "--import", "tsx"] as const;
