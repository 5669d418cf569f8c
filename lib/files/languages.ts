/** ISO 639-1, ISO 639-2/B, English name, and ISO 639-2/T where it differs. */
const table = `
aa aar Afar|ab abk Abkhazian|ae ave Avestan|af afr Afrikaans|ak aka Akan|am amh Amharic|an arg Aragonese|ar ara Arabic
as asm Assamese|av ava Avaric|ay aym Aymara|az aze Azerbaijani|ba bak Bashkir|be bel Belarusian|bg bul Bulgarian
bi bis Bislama|bm bam Bambara|bn ben Bengali|bo tib Tibetan bod|br bre Breton|bs bos Bosnian|ca cat Catalan
ce che Chechen|ch cha Chamorro|co cos Corsican|cr cre Cree|cs cze Czech ces|cu chu Church_Slavic|cv chv Chuvash
cy wel Welsh cym|da dan Danish|de ger German deu|dv div Dhivehi|dz dzo Dzongkha|ee ewe Ewe|el gre Greek ell
en eng English|eo epo Esperanto|es spa Spanish|et est Estonian|eu baq Basque eus|fa per Persian fas|ff ful Fulah
fi fin Finnish|fj fij Fijian|fo fao Faroese|fr fre French fra|fy fry Western_Frisian|ga gle Irish|gd gla Scottish_Gaelic
gl glg Galician|gn grn Guarani|gu guj Gujarati|gv glv Manx|ha hau Hausa|he heb Hebrew|hi hin Hindi|ho hmo Hiri_Motu
hr hrv Croatian|ht hat Haitian|hu hun Hungarian|hy arm Armenian hye|hz her Herero|ia ina Interlingua|id ind Indonesian
ie ile Interlingue|ig ibo Igbo|ii iii Sichuan_Yi|ik ipk Inupiaq|io ido Ido|is ice Icelandic isl|it ita Italian
iu iku Inuktitut|ja jpn Japanese|jv jav Javanese|ka geo Georgian kat|kg kon Kongo|ki kik Kikuyu|kj kua Kuanyama
kk kaz Kazakh|kl kal Greenlandic|km khm Khmer|kn kan Kannada|ko kor Korean|kr kau Kanuri|ks kas Kashmiri|ku kur Kurdish
kv kom Komi|kw cor Cornish|ky kir Kyrgyz|la lat Latin|lb ltz Luxembourgish|lg lug Ganda|li lim Limburgish|ln lin Lingala
lo lao Lao|lt lit Lithuanian|lu lub Luba-Katanga|lv lav Latvian|mg mlg Malagasy|mh mah Marshallese|mi mao Maori mri
mk mac Macedonian mkd|ml mal Malayalam|mn mon Mongolian|mr mar Marathi|ms may Malay msa|mt mlt Maltese|my bur Burmese mya
na nau Nauru|nb nob Norwegian_Bokmål|nd nde North_Ndebele|ne nep Nepali|ng ndo Ndonga|nl dut Dutch nld
nn nno Norwegian_Nynorsk|no nor Norwegian|nr nbl South_Ndebele|nv nav Navajo|ny nya Chichewa|oc oci Occitan|oj oji Ojibwa
om orm Oromo|or ori Odia|os oss Ossetian|pa pan Punjabi|pi pli Pali|pl pol Polish|ps pus Pashto|pt por Portuguese
qu que Quechua|rm roh Romansh|rn run Rundi|ro rum Romanian ron|ru rus Russian|rw kin Kinyarwanda|sa san Sanskrit
sc srd Sardinian|sd snd Sindhi|se sme Northern_Sami|sg sag Sango|si sin Sinhala|sk slo Slovak slk|sl slv Slovenian
sm smo Samoan|sn sna Shona|so som Somali|sq alb Albanian sqi|sr srp Serbian|ss ssw Swati|st sot Southern_Sotho
su sun Sundanese|sv swe Swedish|sw swa Swahili|ta tam Tamil|te tel Telugu|tg tgk Tajik|th tha Thai|ti tir Tigrinya
tk tuk Turkmen|tl tgl Tagalog|tn tsn Tswana|to ton Tonga|tr tur Turkish|ts tso Tsonga|tt tat Tatar|tw twi Twi
ty tah Tahitian|ug uig Uyghur|uk ukr Ukrainian|ur urd Urdu|uz uzb Uzbek|ve ven Venda|vi vie Vietnamese|vo vol Volapük
wa wln Walloon|wo wol Wolof|xh xho Xhosa|yi yid Yiddish|yo yor Yoruba|za zha Zhuang|zh chi Chinese zho|zu zul Zulu`;

export type Language = {
  /** ISO 639-1. */
  code: string;
  /** ISO 639-2/B, as NFO files use it. */
  code2b: string;
  code2t: string;
  name: string;
};

export const languages: readonly Language[] = table
  .trim()
  .split(/[|\n]/)
  .map((row) => {
    const [code = "", code2b = "", name = "", code2t = code2b] = row.split(" ");
    return { code, code2b, code2t, name: name.replaceAll("_", " ") };
  });

/** Native and other names seen in file names and track titles. */
const otherNames: Readonly<Record<string, string>> = {
  deutsch: "de",
  français: "fr",
  francais: "fr",
  vff: "fr",
  vfq: "fr",
  vostfr: "fr",
  español: "es",
  espanol: "es",
  castellano: "es",
  latino: "es",
  italiano: "it",
  português: "pt",
  portugues: "pt",
  brazilian: "pt",
  pob: "pt",
  nederlands: "nl",
  flemish: "nl",
  dansk: "da",
  svenska: "sv",
  norsk: "no",
  suomi: "fi",
  magyar: "hu",
  polski: "pl",
  český: "cs",
  türkçe: "tr",
  mandarin: "zh",
  cantonese: "zh",
  chs: "zh",
  cht: "zh",
  farsi: "fa",
  русский: "ru",
  日本語: "ja",
  jap: "ja",
  scr: "hr",
  scc: "sr",
  iw: "he",
  in: "id",
  // Single languages of ISO 639-3 whose wider one has the short code.
  cmn: "zh",
  yue: "zh",
  arb: "ar",
  pes: "fa",
  prs: "fa",
  swh: "sw",
  zsm: "ms",
  ekk: "et",
  lvs: "lv",
  mol: "ro",
};

const byText = new Map<string, Language>();
for (const language of languages) {
  for (const text of [language.code, language.code2b, language.code2t, language.name.toLowerCase()]) {
    byText.set(text, language);
  }
}
for (const [text, code] of Object.entries(otherNames)) {
  const language = byText.get(code);
  if (language && !byText.has(text)) byText.set(text, language);
}

/** Finds a language by ISO 639-1 or 639-2 code, by tag (`pt-BR`, `zh_Hans`) or by name; letter case is ignored. */
export function findLanguage(text: string): Language | undefined {
  const wanted = text.trim().toLowerCase();
  return byText.get(wanted) ?? byText.get(wanted.split(/[-_]/, 1)[0] ?? "");
}

const noLanguage = new Set(["", "und", "mis", "mul", "zxx", "xx"]);

/**
 * As the database stores it: ISO 639-1; where there is no such code, the code as given in lower case without region and
 * script. Null for none, undetermined, codes for private use (`qaa`: broadcasts mark the original sound with it) and
 * what is no code at all.
 */
export function storedLanguage(text: string | null | undefined): string | null {
  const given = text?.trim().toLowerCase() ?? "";
  const [primary = ""] = given.split(/[-_]/, 1);
  if (noLanguage.has(primary) || /^q[a-t][a-z]$/.test(primary)) return null;
  const known = findLanguage(given) ?? findLanguage(given.split(/\s*[([,]/u, 1)[0] ?? "");
  if (known) return known.code;
  if (!/^[\p{L}\d_ -]{2,40}$/u.test(given)) return null;
  return /^[a-z]{2,3}$/.test(primary) ? primary : given;
}

/** As an NFO holds it: ISO 639-2/B, else the code as given. */
export function nfoLanguage(code: string): string {
  return findLanguage(code)?.code2b ?? code;
}
