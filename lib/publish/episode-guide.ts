import type { NfoKept } from "#lib/files/nfo/types.ts";

const guide = /<episodeguide\b[^>]*?(?:\/>|>([\s\S]*?)<\/episodeguide\s*>)/;

/**
 * What Kodi's scrapers look a series up by: since Kodi 19 its ids as JSON. One that is JSON already keeps what else it
 * names; an older one with addresses is replaced, because nothing answers there any more. Without an id nothing changes.
 */
export function withEpisodeGuide(
  kept: NfoKept | undefined,
  ids: readonly { type: string; value: string | number | null }[],
): NfoKept | undefined {
  const own = Object.fromEntries(ids.flatMap(({ type, value }) => (value === null ? [] : [[type, String(value)]])));
  if (Object.keys(own).length === 0) return kept;
  const { elements = [], children = {}, attributes = {} } = kept ?? {};
  const inside = elements.join("");
  const before = jsonOf(guide.exec(inside)?.[1]);
  const element = `<episodeguide>${toXml(JSON.stringify({ ...before, ...own }))}</episodeguide>`;
  const isSame = before !== undefined && Object.entries(own).every(([type, value]) => before[type] === value);
  if (isSame) return kept;
  // A function as replacement: "$&" in an id is an id, not a pattern.
  const next = guide.test(inside) ? inside.replace(guide, () => element) : `${inside}${element}`;
  return { elements: [next], children, attributes };
}

function jsonOf(xml: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(fromXml(xml ?? ""));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    // An older guide, or none.
    return undefined;
  }
}

const toXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const fromXml = (xml: string) =>
  xml.trim().replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
