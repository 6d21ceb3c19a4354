import { cpus, totalmem } from "node:os";

/** What was measured on, as far as that explains a figure. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly gigabytes: number;
  readonly node: string;
  readonly platform: string;
}

export function thisMachine(): Machine {
  const [processor] = cpus();
  return {
    processor: processor?.model ?? "unknown processor",
    cores: cpus().length,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

export function printMachine({ processor, cores, gigabytes, node, platform }: Machine): string {
  return `${processor}, ${cores} cores, ${gigabytes} GB, Node ${node}, ${platform}`;
}
