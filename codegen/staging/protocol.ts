/** What the staging thread is asked for, in this order: any number of files, then what became of them. */
export type StagingRequest =
  | { readonly kind: "write"; readonly bytes: ArrayBuffer; readonly files: readonly StagedText[] }
  | { readonly kind: "finish" };

/** A text, as a part of the bytes that come with it: those go from thread to thread without being copied. */
export interface StagedText {
  /** Inside the output folder. */
  readonly path: string;
  readonly file: string;
  readonly start: number;
  readonly length: number;
}

export interface StagingResult {
  /** Path → digest of what was written. */
  readonly digests: ReadonlyMap<string, string>;
  /** Whether a file could not be written; those after it were not tried. */
  readonly failed: boolean;
}
