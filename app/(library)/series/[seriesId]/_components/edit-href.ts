/** Where what lies at this address is edited: a season or an episode has a form of its own, else it is the series. */
export function editHref(seriesId: number, address: string): string {
  const at = `/series/${seriesId}`;
  const [place] = /^\/seasons\/\d+(\/episodes\/\d+)?/.exec(address.slice(at.length)) ?? [""];
  return `${at}${place}/edit`;
}
