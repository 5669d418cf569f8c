import type { NfoKept } from "#lib/files/nfo/types.ts";

/** The element, or a comment, which may hold one that does not count. */
const guides = /<!--[\s\S]*?-->|<episodeguide\b[^>]*?(?:\/>|>([\s\S]*?)<\/episodeguide\s*>)/g;

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
  const guide = [...inside.matchAll(guides)].find(([xml]) => !xml.startsWith("<!--"));
  const before = jsonOf(guide?.[1]);
  const element = `<episodeguide>${toXml(JSON.stringify({ ...before, ...own }))}</episodeguide>`;
  const isSame = before !== undefined && Object.entries(own).every(([type, value]) => before[type] === value);
  if (isSame) return kept;
  const [at, end] = guide ? [guide.index, guide.index + guide[0].length] : [inside.length, inside.length];
  const next = `${inside.slice(0, at)}${element}${inside.slice(end)}`;
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
