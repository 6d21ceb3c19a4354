/** A lobby's member in a process of its own, driven over the channel to its parent; it ends when that is closed. */
import { connect_lobby } from "../../../runtime/signaling/index.js";
import { lobbyMember } from "../page/lobby-member.js";

const member = lobbyMember(connect_lobby);

process.on(
  "message",
  ({ method, args }: { readonly method: keyof typeof member; readonly args: readonly unknown[] }) => {
    const answer = (content: object): void => void process.send?.(content);
    Promise.resolve(Reflect.apply(member[method], member, args) as unknown).then(
      (result) => answer({ result }),
      (error: unknown) => answer({ error: String(error) }),
    );
  },
);
process.once("disconnect", () => member.close());
