/**
 * Text that quotes file names, errors and answers, fit to be stored and sent: lines stay, other control characters go, and
 * what is longer than `max` characters is cut.
 */
export function cleanText(text: string, max: number): string {
  const clean = text
    .toWellFormed()
    .replaceAll(/\r\n?/g, "\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
    .trim();
  if (clean.length <= max) return clean;
  return `${clean.slice(0, max - 1).toWellFormed()}…`;
}
