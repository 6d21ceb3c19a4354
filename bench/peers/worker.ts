import { serve } from "../support/worker.js";
import type { Signal } from "./contender.js";
import type { Settings } from "./node-datachannel.js";
import { jobsOf } from "./jobs.js";
import { NODE_CONTENDERS, type NodeContender } from "./node-contenders.js";

// One contender in one process: with both ends, or with one of them.

const [name = "", settings = "{}"] = process.argv.slice(2);
const contender = await NODE_CONTENDERS[name as NodeContender](JSON.parse(settings) as Settings);
const jobs = jobsOf(contender, (signal) => tell(signal));
const { tell } = serve(jobs, (signal) => jobs.told(signal as Signal));
