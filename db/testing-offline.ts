import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { isIP } from "node:net";

/**
 * No test asks the internet. In a process that imports this no name but localhost has an address, and asking for one that
 * is somebody's is an uncaught error: the run fails, whatever becomes of the request.
 */
const mark = Symbol.for("metarr.offline");
const shared: typeof globalThis & { [mark]?: true } = globalThis;
const { lookup: resolveName } = dns;

type Answer = (error: Error) => void;
const isAnswer = (value: unknown): value is Answer => typeof value === "function";
const isHere = (name: string) => name === "localhost" || isIP(name) !== 0;
/** Names that belong to nobody (RFC 2606): tests that need one which does not answer use these. */
const isNobodys = (name: string) => /(^|\.)(test|invalid|example(\.(com|net|org))?)$/.test(name);

function refuse(name: unknown, ...rest: unknown[]): void {
  const answer = rest.at(-1);
  if (typeof name !== "string" || !isAnswer(answer) || isHere(name)) {
    Reflect.apply(resolveName, dns, [name, ...rest]);
    return;
  }
  const error = Object.assign(new Error(`This test asks ${name}. Let it ask the simulator.`), { code: "ENOTFOUND" });
  if (!isNobodys(name)) {
    setImmediate(() => {
      throw error;
    });
  }
  process.nextTick(answer, error);
}

if (!shared[mark]) {
  shared[mark] = true;
  Object.assign(dns, { lookup: refuse });
  syncBuiltinESMExports();
}
