import type { LanguageChoice, ProviderPerson } from "./provider.ts";
import { dayOf } from "./readers.ts";
import { imageUrl, portraitsOf } from "./tmdb-artwork.ts";
import type { TmdbPerson } from "./tmdb-schemas.ts";
import { wordsOf } from "./tmdb-words.ts";

/** TMDB's answer in our words. */
export function toPerson(person: TmdbPerson, choice: LanguageChoice): ProviderPerson {
  const { name, biography, translations } = person;
  const worded = { title: name, originalTitle: name, originalLanguage: null, overview: biography, tagline: null };
  const [best] = person.images.profiles.toSorted((a, b) => (b.vote_average ?? 0) - (a.vote_average ?? 0));
  return {
    tmdbId: person.id,
    imdbId: person.imdb_id ?? person.external_ids.imdb_id,
    name,
    biography: wordsOf({ ...worded, translations: translations.translations }, choice).plot,
    birthday: dayOf(person.birthday),
    deathday: dayOf(person.deathday),
    birthPlace: person.place_of_birth,
    imageUrl: imageUrl(person.profile_path ?? best?.file_path ?? null),
    portraits: portraitsOf(person.images.profiles),
  };
}
