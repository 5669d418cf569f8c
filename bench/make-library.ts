import { copyFileSync, linkSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";

const media = new URL("../e2e/fixtures/media/h264-1080p-aac.mkv", import.meta.url);

/** Always the same numbers: two runs make the same library. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function filmNfo(index: number, random: () => number): string {
  const actors = Array.from({ length: 20 }, (_, order) => {
    const person = Math.floor(random() * 20_000);
    return `  <actor><name>Person ${person}</name><role>Role ${order}</role><order>${order}</order></actor>`;
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<movie>
  <title>Film ${index}</title><originaltitle>Film ${index}</originaltitle>
  <ratings><rating name="imdb" max="10" default="true"><value>${(random() * 9 + 1).toFixed(1)}</value><votes>${Math.floor(random() * 1e6)}</votes></rating></ratings>
  <plot>${"A story about a film that was made for measuring. ".repeat(8)}</plot><tagline>Measured.</tagline><runtime>${60 + (index % 120)}</runtime>
  <mpaa>US:PG-13</mpaa><uniqueid type="tmdb" default="true">${900_000 + index}</uniqueid><uniqueid type="imdb">tt${String(9_000_000 + index)}</uniqueid>
  <genre>Drama</genre><genre>Genre ${index % 20}</genre><country>Germany</country><credits>Writer ${index % 500}</credits><director>Director ${index % 500}</director>
  <premiered>${1950 + (index % 70)}-05-01</premiered><year>${1950 + (index % 70)}</year><studio>Studio ${index % 200}</studio>
${actors.join("\n")}
</movie>
`;
}

/** Makes films in folders of their own, with pictures beside all of them, or so many: a tiny real mkv, an NFO with 20 actors, a poster and fanart. Hard links keep it small. */
export async function makeFilms(
  root: string,
  count: number,
  { nfo = true, pictures = true }: { nfo?: boolean; pictures?: boolean | number } = {},
): Promise<void> {
  const pictured = typeof pictures === "number" ? pictures : pictures ? count : 0;
  const random = seeded(42);
  const shared = join(root, "..", "shared");
  mkdirSync(shared, { recursive: true });
  const source = {
    film: join(shared, "film.mkv"),
    poster: join(shared, "poster.jpg"),
    fanart: join(shared, "fanart.jpg"),
  };
  copyFileSync(media, source.film);
  const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: { r: 40, g: 80, b: 120 } } })
      .jpeg()
      .toBuffer();
  writeFileSync(source.poster, await picture(1000, 1500));
  writeFileSync(source.fanart, await picture(1920, 1080));
  for (let index = 0; index < count; index += 1) {
    const name = `Film ${index} (${1950 + (index % 70)})`;
    const folder = join(root, name);
    mkdirSync(folder, { recursive: true });
    linkSync(source.film, join(folder, `${name}.mkv`));
    if (nfo) writeFileSync(join(folder, `${name}.nfo`), filmNfo(index, random));
    if (index >= pictured) continue;
    linkSync(source.poster, join(folder, `${name}-poster.jpg`));
    linkSync(source.fanart, join(folder, `${name}-fanart.jpg`));
  }
}
