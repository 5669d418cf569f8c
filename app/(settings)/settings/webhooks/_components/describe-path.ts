import type { ExplainedPath } from "#lib/webhooks/explain-path.ts";

/** What Metarr makes of a path, in a sentence. */
export function describePath({ path, isMapped, library, isThere }: ExplainedPath): { isGood: boolean; text: string } {
  if (path === null) return { isGood: false, text: "This is no path on the machine of Metarr. Map its folder." };
  const here = isMapped ? `Here it is ${path}.` : "No mapping fits, so it is the same path here.";
  if (library === null) return { isGood: false, text: `${here} No library holds it.` };
  if (!isThere) return { isGood: false, text: `${here} It would lie in ${library}, but nothing is there now.` };
  return { isGood: true, text: `${here} It lies in ${library}.` };
}
