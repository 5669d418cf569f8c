/**
 * Turns the bytes of an NFO into text. Order: byte order mark, the zero bytes of UTF-16 without one, UTF-8 as far as
 * it is whole, the encoding the XML declaration names, Windows-1252 (which holds Latin-1). A wrong declaration is thus harmless.
 */
export function decodeNfo(bytes: Uint8Array): { text: string; encoding: string; warning: string | null } {
  const wide = utf16Order(bytes);
  if (wide) return { text: decode(bytes, wide), encoding: wide, warning: null };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8", warning: null };
  } catch {
    const damaged = new TextDecoder("utf-8").decode(bytes);
    if (isMostlyUtf8(damaged)) {
      return { text: damaged, encoding: "utf-8", warning: "Some characters are damaged and cannot be read." };
    }
    // Not UTF-8: the usual reason is a file from an old Windows program, which the next lines read.
    const encoding = declaredEncoding(bytes) ?? "windows-1252";
    const warning = `The file is not UTF-8; it was read as ${encoding}.`;
    return { text: decode(bytes, encoding), encoding, warning };
  }
}

/** Whether more letters came out whole than damaged. In a Latin-1 file hardly any two bytes happen to fit. */
function isMostlyUtf8(text: string): boolean {
  const damaged = text.split("\ufffd").length - 1;
  return (text.match(/[\u0080-\ufffc]/g)?.length ?? 0) > damaged;
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

function utf16Order(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first !== 0 && second === 0 && third !== 0 && fourth === 0) return "utf-16le";
  if (first === 0 && second !== 0 && third === 0 && fourth !== 0) return "utf-16be";
  return undefined;
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 200));
  const label = /^\s*<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}["']([\w.:-]{1,40})["']/i.exec(start)?.[1];
  if (!label) return undefined;
  try {
    const { encoding } = new TextDecoder(label);
    // A declared UTF was already tried and failed.
    return encoding.startsWith("utf-") ? undefined : encoding;
  } catch {
    return undefined;
  }
}
