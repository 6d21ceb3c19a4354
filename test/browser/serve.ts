import { once } from "node:events";
import { createServer } from "node:http";

export interface Site {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves pages and scripts by their paths, `/` and `/script.js`, on a free port of the loopback interface. */
export async function serve(files: Readonly<Record<string, string>>): Promise<Site> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    const content = Object.hasOwn(files, path) ? files[path] : undefined;
    if (content === undefined) {
      response.writeHead(404).end();
      return;
    }
    const type = path.endsWith(".js") ? "text/javascript" : "text/html";
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(content);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A page that runs one script. */
export function pageWith(script: string): Readonly<Record<string, string>> {
  const html = `<!doctype html><meta charset="utf-8" /><link rel="icon" href="data:," /><script src="script.js"></script>`;
  return { "/": html, "/script.js": script };
}
