/** Lower case, without marks and punctuation; letters of every script stay. */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Longer searches are cut: nobody types them. */
export const searchMaxChars = 200;

/**
 * The words a person searches for, folded like what is searched. Undefined when nothing was typed; empty when signs
 * alone were, which are in no folded title.
 */
export function searchWords(search: string | undefined): string[] | undefined {
  if (search === undefined || search.trim() === "") return undefined;
  return foldText(search.slice(0, searchMaxChars)).split(" ").filter(Boolean);
}
