const leavingEvent = "metarr:leaving";

/** Says that a key or a command goes to an address, which a click on a link says by itself. Called before router.push. */
export function announceLeaving(href: string): void {
  if (isOtherPage(href)) document.dispatchEvent(new Event(leavingEvent));
}

/**
 * Tells when a person goes to another page (true), and when a click shows that they are still here (false). It is told at
 * the click and not when the page is there, which may take a while. Returns what ends the listening.
 */
export function listenForLeaving(listener: (isLeaving: boolean) => void): () => void {
  const clicked = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const opensHere = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    listener(opensHere && link !== null && isOtherPage(link.getAttribute("href") ?? ""));
  };
  const announced = () => listener(true);
  document.addEventListener("click", clicked, { capture: true });
  document.addEventListener(leavingEvent, announced);
  return () => {
    document.removeEventListener("click", clicked, { capture: true });
    document.removeEventListener(leavingEvent, announced);
  };
}

const isOtherPage = (href: string) => URL.parse(href, window.location.href)?.pathname !== window.location.pathname;
