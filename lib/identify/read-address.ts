/** The words in an address that names what it shows instead of giving an id: `thetvdb.com/series/the-office-us`. */
export function titleFromAddress(text: string): string | undefined {
  const [, slug] = /thetvdb\.com\/(?:series|movies)\/([a-z0-9-]{1,120})/i.exec(text) ?? [];
  return slug?.replaceAll("-", " ").trim();
}
