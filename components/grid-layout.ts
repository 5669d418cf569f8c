export type GridSpace = {
  /** Room for the grid. */
  widthPx: number;
  /** Height of the window it scrolls in. */
  windowHeightPx: number;
  minCardWidthPx: number;
  gapPx: number;
  /** Height of a card that is so wide, text below the picture included. */
  cardHeightPx: (cardWidthPx: number) => number;
};

export type GridLayout = { columns: number; cardWidthPx: number; rowHeightPx: number; overscanRows: number };

/** More cards than this in the page make scrolling stutter on phones and weak desktops. */
export const maxCardsInPage = 150;
const overscanRows = 2;

/**
 * As many columns as fit, like CSS `repeat(auto-fill, minmax(min, 1fr))`, but fewer and larger ones on screens so big
 * that the visible rows and the overscan would hold more than 150 cards.
 */
export function gridLayout(space: GridSpace): GridLayout {
  const { widthPx, windowHeightPx, minCardWidthPx, gapPx, cardHeightPx } = space;
  const most = Math.max(1, Math.floor((widthPx + gapPx) / (minCardWidthPx + gapPx)));
  for (let columns = most; ; columns--) {
    const cardWidthPx = (widthPx - gapPx * (columns - 1)) / columns;
    const cardHeight = Math.round(cardHeightPx(cardWidthPx));
    // One row more than fits whole: the first and the last one are usually cut.
    const visibleRows = Math.ceil(windowHeightPx / (cardHeight + gapPx)) + 1;
    if (columns === 1 || columns * (visibleRows + 2 * overscanRows) <= maxCardsInPage) {
      return { columns, cardWidthPx, rowHeightPx: cardHeight, overscanRows };
    }
  }
}

/** Index a key moves the focus to, or undefined when the key is none of the grid's. Stays inside the list. */
export function indexAfterKey(
  key: string,
  index: number,
  { columns, count, rowsPerPage }: { columns: number; count: number; rowsPerPage: number },
): number | undefined {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: columns * rowsPerPage,
    PageUp: -columns * rowsPerPage,
    Home: -index,
    End: count - 1 - index,
  };
  const step = steps[key];
  if (step === undefined) return undefined;
  return Math.min(count - 1, Math.max(0, index + step));
}
