import type { BrowserContext, Page } from "playwright-core";
import type { Site } from "./serve.js";

/** An object in a page, whose methods are called from here. */
export interface RemoteObject<Remote> {
  readonly page: Page;
  /** Calls a method there. */
  call<Name extends keyof Remote>(name: Name, ...args: ArgumentsOf<Remote[Name]>): Promise<ResultOf<Remote[Name]>>;
  /** Errors that nobody caught in the page, and what it printed as errors and warnings, since the last look. */
  takeErrors(): readonly string[];
}

type ArgumentsOf<Method> = Method extends (...args: infer Arguments) => unknown ? Arguments : never;
type ResultOf<Method> = Method extends (...args: never[]) => infer Result ? Result : never;

/**
 * Opens a page.
 *
 * @param name what the object is called there, as a global variable
 * @param told gets what the page says by calling `tell(…)`
 */
export async function openRemote<Remote>(
  context: BrowserContext,
  { origin }: Site,
  name: string,
  told: (message: unknown) => void,
): Promise<RemoteObject<Remote>> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  await page.exposeFunction("tell", told);
  await page.goto(origin);
  const call = (method: unknown, ...args: readonly unknown[]): Promise<unknown> =>
    page.evaluate(
      ([object, called, values]): unknown => {
        const target = Reflect.get(globalThis, object) as object;
        return Reflect.apply(Reflect.get(target, called) as () => unknown, target, values);
      },
      [name, method as string, args] as const,
    );
  return { page, call: call as RemoteObject<Remote>["call"], takeErrors: () => errors.splice(0) };
}

/** Makes the renderer of a page crash, and waits until it has. */
export async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  page.goto("chrome://crash").catch(() => undefined);
  await crashed;
}
