/** X03: what the suite says of a backend holds for an extension of the user's as well, made by `new` on the façade. */
import { ClassDB, WebRTCPeerConnection } from "../../runtime/index.js";
import { create_loopback_class } from "../../runtime/loopback.js";
import { loopbackBackend, openFaultyNetwork } from "./loopback-backend.js";
import { runContract } from "./suite/contract.js";
import { createDelegatingClass } from "./user-extension.js";

const className = "ContractDelegating";
ClassDB.register_class(createDelegatingClass(create_loopback_class()), className);
WebRTCPeerConnection.set_default_extension(className);

runContract({
  ...loopbackBackend,
  name: "a user's extension",
  className,
  createBare: () => new WebRTCPeerConnection(),
  openFaultyNetwork: () => openFaultyNetwork((network) => createDelegatingClass(create_loopback_class(network))),
});
