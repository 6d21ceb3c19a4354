/** Where a suite runs: one address, whoever is behind it, with the options of `support/suite-options.ts`. */
export interface Stage {
  /** Of the running server; a server is up while the tests run. */
  readonly url: () => string;
}
