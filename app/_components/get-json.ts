import { z } from "zod";

const problem = z.object({ message: z.string() });

/**
 * Asks a route of this application and checks what it answers. Throws an Error in words for people when it refuses or
 * does not answer.
 */
export async function getJson<S extends z.ZodType>(
  path: string,
  schema: S,
  signal?: AbortSignal,
): Promise<z.output<S>> {
  const answer = await fetch(path, { headers: { accept: "application/json" }, ...(signal ? { signal } : {}) });
  const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
  const body: unknown = isJson ? await answer.json() : undefined;
  if (answer.ok && isJson) return schema.parse(body);
  const said = problem.safeParse(body);
  throw new Error(said.success ? said.data.message : "The server did not answer. Try again in a moment.");
}
