/** What the staging thread is asked for, in this order: any number of files, then what becomes of them. */
export type StagingRequest =
  | { readonly kind: "write"; readonly files: readonly (readonly [file: string, text: string])[] }
  | { readonly kind: "finish" };

export interface StagingResult {
  readonly written: readonly string[];
  /** Folders that were not there before. */
  readonly made: readonly string[];
  readonly failed: boolean;
}
