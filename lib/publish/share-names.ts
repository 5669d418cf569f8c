/**
 * Why no Windows or SMB share holds a file of this name, in a sentence; undefined when they do. The rules are those of
 * "Naming Files, Paths, and Namespaces" of the Windows documentation.
 */
export function problemOnShares(name: string): string | undefined {
  const [forbidden] = /["<>:|?*]/.exec(name) ?? [];
  if (forbidden !== undefined) return `A name holds no ${forbidden} on Windows and on shares it reads.`;
  if (/[. ]$/.test(name)) return "A name that ends in a dot or a space is lost on Windows and on shares it reads.";
  const [stem = ""] = name.split(".");
  // Windows takes a device for one whatever follows the dot.
  if (/^(con|prn|aux|nul|(com|lpt)[0-9¹²³])$/i.test(stem.trim()))
    return `${stem.trim()} is a device on Windows, so no file can have this name there.`;
  return undefined;
}
