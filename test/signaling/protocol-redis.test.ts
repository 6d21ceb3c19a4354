import { afterAll, beforeAll, describe } from "vitest";
import { Cluster } from "./support/cluster.js";
import { hasRedis } from "./support/redis.js";
import { describeProtocol } from "./suite/protocol.js";

describe.skipIf(!hasRedis())("three processes on one Redis, behind a load balancer", () => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await Cluster.start(3);
  }, 60_000);
  afterAll(() => cluster.stop());
  describeProtocol({ url: () => cluster.url });
});
