import { loopbackBackend } from "./loopback-backend.js";
import { runContract } from "./suite/contract.js";

runContract(loopbackBackend);
