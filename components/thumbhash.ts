import { thumbHashToAverageRGBA, thumbHashToDataURL } from "thumbhash";

const decoded = new Map<string, string>();
// A grid of 10,000 posters passes through here; each picture is about 4 KB.
const maxDecoded = 500;

function bytesOf(base64: string): Uint8Array | undefined {
  // The shortest ThumbHash has 5 bytes; anything else would decode to noise.
  if (base64.length < 7 || !/^[\w+/-]+=*$/.test(base64)) return undefined;
  const binary = atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** The blurred picture as a data URL; undefined when the hash is none. Browser only: it is large in HTML. */
export function thumbhashPicture(base64: string): string | undefined {
  const known = decoded.get(base64);
  if (known) return known;
  const bytes = bytesOf(base64);
  if (!bytes) return undefined;
  const picture = thumbHashToDataURL(bytes);
  if (decoded.size >= maxDecoded) decoded.clear();
  decoded.set(base64, picture);
  return picture;
}

/** The mean colour of the picture as CSS. */
export function thumbhashColor(base64: string): string | undefined {
  const bytes = bytesOf(base64);
  if (!bytes) return undefined;
  const { r, g, b } = thumbHashToAverageRGBA(bytes);
  return `rgb(${Math.round(r * 255)} ${Math.round(g * 255)} ${Math.round(b * 255)})`;
}
