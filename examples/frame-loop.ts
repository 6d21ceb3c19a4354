/** What Godot's main loop does for the tutorial's scripts: calls `_process` once per frame, and lets one wait. */
export interface SceneNode {
  _process(delta: number): void;
}

const FRAMES_PER_SECOND = 60;

export class FrameLoop {
  readonly #nodes: SceneNode[] = [];
  readonly #frames: NodeJS.Timeout;
  #last = performance.now();

  constructor() {
    this.#frames = setInterval(() => this.#frame(), 1000 / FRAMES_PER_SECOND);
  }

  add_child(node: SceneNode): void {
    this.#nodes.push(node);
  }

  /**
   * Waits, frame by frame, until `condition` holds.
   *
   * @throws Error if it does not hold within `seconds`, naming `what` was waited for.
   */
  until(condition: () => boolean, what: string, seconds = 10): Promise<void> {
    return new Promise((resolve, reject) => {
      const deadline = performance.now() + seconds * 1000;
      const check = setInterval(() => {
        const met = condition();
        if (!met && performance.now() < deadline) return;
        clearInterval(check);
        if (met) resolve();
        else reject(new Error(`Waited ${seconds} s for ${what} in vain.`));
      }, 1000 / FRAMES_PER_SECOND);
    });
  }

  /** Ends the loop; the program ends with it if nothing else is going on. */
  quit(): void {
    clearInterval(this.#frames);
  }

  #frame(): void {
    const now = performance.now();
    const delta = (now - this.#last) / 1000;
    this.#last = now;
    for (const node of this.#nodes) node._process(delta);
  }
}
