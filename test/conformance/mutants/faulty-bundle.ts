import type { Plugin } from "esbuild";
import { faultySource } from "./faulty-source.js";

/** Puts the fault into what is bundled for pages. */
export const faultyBundle: Plugin = {
  name: "mutant",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const contents = faultySource(path);
      return contents === undefined ? undefined : { contents, loader: "ts" };
    });
  },
};
