import type { Palette } from "./palettes.ts";

/** The document around drawn elements; `view` is their canvas. */
export function svg(size: { width: number; height: number }, view: string, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="${view}" preserveAspectRatio="none">${content}</svg>`;
}

/** The sky and the shades that lettering stands on. */
export function ground({ high, low }: Palette): string {
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0.15" y2="1"><stop stop-color="${high}"/><stop offset=".8" stop-color="${low}"/></linearGradient><linearGradient id="shade" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".82"/></linearGradient><linearGradient id="dim" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#000" stop-opacity=".5"/><stop offset="1" stop-color="#000" stop-opacity="0"/></linearGradient></defs><rect x="-1%" y="-1%" width="103%" height="103%" fill="url(#sky)"/>`;
}
