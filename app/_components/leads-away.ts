/** Whether a link replaces the page by another one of this application: not a place on the page, not another site. */
export function leadsAway(href: string, pageHref: string): boolean {
  const page = new URL(pageHref);
  const target = URL.parse(href, page);
  if (!target || target.origin !== page.origin) return false;
  const isPlaceOnPage = target.hash !== "" && target.pathname === page.pathname && target.search === page.search;
  return !isPlaceOnPage;
}
