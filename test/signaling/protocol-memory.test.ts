import { afterAll, beforeAll, describe } from "vitest";
import { SignalingServer } from "../../runtime/signaling/server/index.js";
import { describeProtocol } from "./suite/protocol.js";
import { SUITE_OPTIONS } from "./support/suite-options.js";

describe("one process", () => {
  const server = new SignalingServer(SUITE_OPTIONS);
  let url = "";
  beforeAll(async () => {
    ({ url } = await server.listen({ port: 0 }));
  });
  afterAll(() => server.close());
  describeProtocol({ url: () => url });
});
