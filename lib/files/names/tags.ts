import type { TagRule } from "./tag-rule.ts";
import { editionTags } from "./tags-edition.ts";
import { languageTags } from "./tags-language.ts";
import { pictureTags } from "./tags-picture.ts";
import { soundTags } from "./tags-sound.ts";

/** For each field, the first rule that matches wins; hdr, language and edition collect all. */
export const tagRules: readonly TagRule[] = [...pictureTags, ...soundTags, ...languageTags, ...editionTags];
