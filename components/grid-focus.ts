/** Place of the card an event came from. */
export function indexOfCard(target: EventTarget): number | undefined {
  if (!(target instanceof Element)) return undefined;
  const index = target.closest("[data-grid-index]")?.getAttribute("data-grid-index");
  return index ? Number(index) : undefined;
}

/** Focuses the link of a card and brings it into sight; false when the card is not in the page. */
export function focusCard(list: HTMLUListElement | null, index: number): boolean {
  const card = list?.querySelector(`[data-grid-index="${index}"]`)?.querySelector("a, button");
  if (!(card instanceof HTMLElement)) return false;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  return true;
}

/** Whether somebody types there: keys then belong to the text. */
export function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
}
