/** One thing that is wrong with the input, with its place. */
export interface Problem {
  readonly file: string;
  readonly line?: number | undefined;
  readonly class?: string | undefined;
  readonly member?: string | undefined;
  /** What was found, what is allowed, what to do. */
  readonly message: string;
}

export type Place = Omit<Problem, "message">;

/** `doc_classes/A.xml:12: A.create_offer: the message` */
export function printProblem(problem: Problem): string {
  const place = problem.line === undefined ? problem.file : `${problem.file}:${problem.line}`;
  const owner = [problem.class, problem.member].filter((part) => part !== undefined).join(".");
  return owner === "" ? `${place}: ${problem.message}` : `${place}: ${owner}: ${problem.message}`;
}

/** All problems of a run in one report: whoever mends a reference wants to see the whole list. */
export class CodegenError extends Error {
  override readonly name = "CodegenError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(printProblem).join("\n"));
    this.problems = problems;
  }
}

/** Collects problems and warnings while a stage goes on to find more of them. */
export class ProblemList {
  readonly #problems: Problem[] = [];
  readonly #warnings: Problem[] = [];

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  get warnings(): readonly Problem[] {
    return this.#warnings;
  }

  add(place: Place, message: string): void {
    this.#problems.push({ ...place, message });
  }

  warn(place: Place, message: string): void {
    this.#warnings.push({ ...place, message });
  }

  /** The end of a stage: what follows may rely on there being no problem. */
  throwIfAny(): void {
    if (this.#problems.length > 0) throw new CodegenError(this.#problems);
  }
}
