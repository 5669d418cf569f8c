/** How a picture is looked at: how much larger than it fits, and by which shares of its pane it is moved. */
export type View = { scale: number; x: number; y: number };

export const wholeView: View = { scale: 1, x: 0, y: 0 };
export const mostScale = 8;

/** Shares of the pane from its middle, -0.5 to 0.5. */
type Point = { x: number; y: number };

/** Larger or smaller by a factor; what lies under the point stays there. */
export function zoomAt(view: View, factor: number, at: Point = { x: 0, y: 0 }): View {
  const scale = Math.min(mostScale, Math.max(1, view.scale * factor));
  const by = scale / view.scale;
  return hold({ scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by });
}

export const panBy = (view: View, by: Point): View => hold({ ...view, x: view.x + by.x, y: view.y + by.y });

/** No farther than its edge comes to the edge of the pane. */
function hold({ scale, x, y }: View): View {
  const most = (scale - 1) / 2;
  const between = (value: number) => Math.min(most, Math.max(-most, value)) || 0;
  return { scale, x: between(x), y: between(y) };
}
