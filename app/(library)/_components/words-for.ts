import { type ChangeWords, fieldWords } from "./change-words.ts";
import { personWords } from "./person-words.ts";
import { setWords } from "./set-words.ts";

/** Kinds of items whose history has words of its own. */
const ownWords: Readonly<Record<string, ChangeWords>> = { actor: personWords, crew: personWords, collection: setWords };

/** How the history of this kind of item says what it tells of. */
export const wordsFor = (entityType: string): ChangeWords => ownWords[entityType] ?? fieldWords;
