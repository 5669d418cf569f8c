/** Where a file lies below its item's folder, such as ".actors/"; elsewhere in which folder. And its name. */
export function splitBelow(folder: string, path: string): { below: string; name: string } {
  const parts = path.split("/");
  const name = parts.at(-1) ?? path;
  const isInside = path.startsWith(`${folder}/`);
  const below = isInside ? path.slice(folder.length + 1, path.length - name.length) : `${parts.at(-2) ?? ""}/`;
  return { below, name };
}
