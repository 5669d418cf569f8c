import { z } from "zod";
import { AppError, isAppError } from "#lib/errors.ts";
import { strangeAnswer } from "./player-error.ts";

export type KodiParams = Record<string, unknown>;

/** JSON-RPC to one Kodi, whatever carries it. */
export type KodiRpc = {
  call<T>(method: string, params: KodiParams, schema: z.ZodType<T>): Promise<T>;
  /** How often this event came since it was opened: 0 over HTTP, which has none. */
  countEvents(event: string): number;
  close(): void;
};

/** One answer of JSON-RPC 2.0. */
export const rpcAnswer = z.looseObject({
  id: z.union([z.number(), z.string(), z.null()]).optional(),
  result: z.unknown().optional(),
  error: z.looseObject({ code: z.number(), message: z.string().optional() }).optional(),
});
export type RpcAnswer = z.output<typeof rpcAnswer>;

/** The result of an answer. Throws for an error of Kodi, with its code in `details.rpcCode`. */
export function readAnswer<T>(
  answer: RpcAnswer,
  { name, method, schema }: { name: string; method: string; schema: z.ZodType<T> },
): T {
  if (answer.error) {
    throw new AppError("provider", `${name} refuses ${method}: ${answer.error.message ?? "no reason given"}`, {
      details: { kind: "rpc", rpcCode: answer.error.code },
    });
  }
  const parsed = schema.safeParse(answer.result);
  if (!parsed.success) throw strangeAnswer(name, `${method} in a way that is not understood`, parsed.error);
  return parsed.data;
}

/** Whether Kodi refused a call itself, so that the next one may still work. */
export const isRpcError = (error: unknown): boolean => isAppError(error) && error.details?.kind === "rpc";
