export const scoreMin = 0;
export const scoreMax = 100;
/** Items that one press takes at most. */
export const bulkMax = 500;

/** A score as it stands in the field. Undefined for what is none. */
export function readScore(typed: string): number | undefined {
  const score = Number(typed);
  return typed.trim() === "" || !(score >= scoreMin && score <= scoreMax) ? undefined : score;
}

/** What the preview says of how many there are. `listed`: so many of them stand in it by name. */
export function restText({ items, listed }: { items: number; listed: number }): string | undefined {
  const taken = Math.min(items, bulkMax);
  const parts = [
    taken > listed ? `And ${(taken - listed).toLocaleString("en")} more.` : "",
    items > bulkMax ? `${bulkMax} are taken at once; the others wait for the next time.` : "",
  ].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(" ");
}
