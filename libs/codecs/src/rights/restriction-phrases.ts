import type { RestrictionType } from '#news/record.js';
import { COUNTRY_AND_MEDIA } from './territories.js';

/** All phrases are matched on text that `fold` has folded: lower case, `i` for `ı`, `'` for every apostrophe. */
const whole = (source: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu');

/** Words of up to three that may stand between a noun and what is said of it. */
const GAP = '(?:\\s+[^\\s.;]+){0,3}\\s+';
/** "must not", said of the words before it, in Azerbaijani, Kazakh, Uzbek and Russian. */
const FORBIDDEN =
  "(?:olmaz|qadağan\\p{L}*|yoxdur|yox|deyil|болмайды|емес|жоқ|тыйым\\p{L}*|mumkin emas|emas|yo'q|taqiqlan\\p{L}*|мумкин эмас|эмас|йўқ|тақиқлан\\p{L}*|запрещ\\p{L}*|не допуска\\p{L}*|не разреш\\p{L}*)";

/** Phrases that say one thing whatever stands around them. */
export const FIXED_PHRASES: readonly { type: RestrictionType; value: string; pattern: RegExp }[] = [
  {
    type: 'archive',
    value: 'none',
    pattern: whole(
      `no archiv(?:e|es|al|ing)(?: use)?|not for archiv(?:e|es|al|ing)|archiv(?:e|al|ing)(?: use)? (?:is )?(?:prohibited|forbidden|not permitted|not allowed|out)|(?:may|must) not be archived|do not archive|без (?:права )?архив\\p{L}*|(?:не для|не в|нет) архив\\p{L}*|не архивировать|(?:arxiv|архив|мұрағат|мурагат)\\p{L}*(?:${GAP}|\\s+)${FORBIDDEN}`,
    ),
  },
  {
    type: 'edit',
    value: 'none',
    pattern: whole(
      `(?:may|must) not be (?:edited|altered|cropped)|not to be (?:edited|altered|cropped)|do not (?:edit|alter|crop)|no (?:editing|edits|alterations|cropping)|не (?:редактировать|обрезать|монтировать)|без (?:права )?(?:редактирования|изменений|монтажа)|(?:редактир\\p{L}*|монтаж\\p{L}*|redaktə|redaktsiya|tahrir\\p{L}*|таҳрир\\p{L}*|dəyişdir\\p{L}*|өңдеу\\p{L}*|өзгерт\\p{L}*)(?:${GAP}|\\s+)${FORBIDDEN}`,
    ),
  },
  {
    type: 'platform',
    value: 'not web',
    pattern: whole(
      `no (?:internet|online|web|website|digital)(?: use| usage| publication)?|not for (?:internet|online|web|website|digital)(?: use| usage| publication)?|(?:internet|интернет|veb|web|sayt|сайт)\\p{L}*${GAP}${FORBIDDEN}`,
    ),
  },
  {
    type: 'platform',
    value: 'not social',
    pattern: whole(
      `no social(?: media)?(?: use)?|(?:sosial|социальн|соцсет|әлеуметтік|ijtimoiy|ижтимоий)\\p{L}*${GAP}${FORBIDDEN}`,
    ),
  },
  { type: 'platform', value: 'not mobile', pattern: whole('no mobile(?: use| usage)?') },
  { type: 'platform', value: 'not tv', pattern: whole('no (?:tv|television|broadcast)(?: use)?') },
  {
    type: 'platform',
    value: 'not print',
    pattern: whole('no (?:print|newspapers?|mags|magazines?)(?: use)?'),
  },
  {
    type: 'other',
    value: 'editorial-only',
    pattern: whole(
      `(?:for )?editorial use only|restricted to editorial use|тек редакциялық мақсат\\p{L}*|faqat tahririyat maqsad\\p{L}*|фақат таҳририят мақсад\\p{L}*|только (?:для|в) (?:редакционн|информационн)\\p{L}* (?:использовани\\p{L}*|цел\\p{L}*)|yalniz redaksiya məqsədləri üçün`,
    ),
  },
  {
    type: 'other',
    value: 'no-resale',
    pattern: whole(
      `no (?:third[ -]party )?(?:re-?sales?|sales)|not for (?:re-?sale|sale)|қайта сат\\p{L}* ${FORBIDDEN}|qayta sot\\p{L}* ${FORBIDDEN}|қайта сот\\p{L}* ${FORBIDDEN}|без права (?:перепродажи|передачи третьим лицам)|yenidən satiş\\p{L}* ${FORBIDDEN}`,
    ),
  },
  {
    type: 'other',
    value: 'news-only',
    pattern: whole(
      `(?:for )?news (?:use )?only|(?:for )?news use only|только (?:для|в) (?:новостей|новостях|новостн\\p{L}* (?:цел\\p{L}*|использовани\\p{L}*))|yalniz xəbər(?:lər)?(?: məqsəd\\p{L}*)? üçün|тек жаңалық\\p{L}*(?: мақсат\\p{L}*)? үшін|faqat yangilik\\p{L}*(?: maqsad\\p{L}*)? uchun|фақат янгилик\\p{L}*(?: мақсад\\p{L}*)? учун`,
    ),
  },
  {
    type: 'other',
    value: 'keep-logo',
    pattern: whole(
      `(?:do not|must not|may not|not to) (?:be )?(?:obscured?|remove|cover|crop|blur)\\p{L}*(?: the)? (?:on-screen )?(?:logo|watermark|graphic|courtesy|credit|bug)s?|(?:logo|watermark)s? (?:must|may) not be (?:obscured|removed|covered|cropped|blurred)|no obstruction of (?:the )?logo|логотип\\p{L}* не (?:закрывать|удалять|перекрывать|убирать)|не (?:закрывать|удалять|перекрывать|убирать) логотип\\p{L}*|loqo\\p{L}*(?:${GAP}|\\s+)${FORBIDDEN}|логотип\\p{L}*(?:${GAP}|\\s+)${FORBIDDEN}|logotip\\p{L}*(?:${GAP}|\\s+)${FORBIDDEN}`,
    ),
  },
  {
    type: 'other',
    value: 'no-advertising',
    pattern: whole(
      `no (?:marketing|advertising|commercial)(?: or (?:marketing|advertising|commercial))?(?: use| campaigns?)?|not for (?:marketing|advertising|commercial)(?: or (?:marketing|advertising|commercial))?(?: use| campaigns?)?|не для (?:рекламы|коммерческого использования)`,
    ),
  },
];

/** Phrases that the name stands behind. */
const CREDIT_BEFORE_NAME: readonly RegExp[] = [
  /(?<!\p{L})(?:mandatory credit|must (?:on-screen )?(?:credit|courtesy)|credit required|credit mandatory|please credit)(?!\p{L})(?:\s*[:–-]\s*|\s+)?(["“«][^"”»\n]{1,80}|[^.;,|\n]{1,80}?(?=\s[–—-]\s|[.;,|\n]|$))?/gu,
  /(?<!\p{L})(?:məcburi istinad|istinad mütləqdir|міндетті сілтеме|majburiy havola|мажбурий ҳавола|обязательная ссылка)(?!\p{L})\s*[:–-]\s*(["“«]?[^.;,|\n]{1,80})/gu,
  /(?<!\p{L})обязательн\p{L}* (?:ссылк\p{L}*|указани\p{L}* источника)(?: на ([^.;,|\n]{2,80}))?/gu,
  /(?<!\p{L})ссылка на ([^.;,|\n]{2,80}?) обязательна/gu,
];

/** Phrases that the name may stand before. */
const CREDIT_BEHIND_NAME: readonly RegExp[] = [
  /(?<!\p{L})istinad(?: etmək| olunmasi)? (?:vacib|mütləq|məcburi|zəruri)\p{L}*/u,
  /(?<!\p{L})сілтеме(?: жасау)? (?:міндетті|қажет)/u,
  /(?<!\p{L})(?:havola|ҳавола)(?: qilish| қилиш| berish| бериш)? (?:majburiy|shart|мажбурий|шарт)/u,
];

/** "Credit X": the name is in a group where the phrase has one. */
export const CREDIT_PHRASES: readonly RegExp[] = [
  ...CREDIT_BEFORE_NAME,
  ...CREDIT_BEHIND_NAME.map(
    ({ source }) => new RegExp(`(?:(?<=^|[.;,|\\n]\\s*)([^.;,|\\n]{2,60}?)\\s+)?${source}`, 'gu'),
  ),
];

/** Words that are followed by the territories or platforms they are about. */
export const BEFORE: readonly { polarity: 'only' | 'not'; pattern: RegExp }[] = [
  {
    polarity: 'only',
    pattern: whole(
      `(?:for use |use |available )?only (?:for use )?(?:for|in|on|within)|только(?: для использования| для показа| для публикации)?(?: (?:для|в|на территории|на))?|no (?:use|access|sales) outside(?: of)?|not for (?:use|broadcast|publication) outside(?: of)?|(?:не использовать|запрещ\\p{L}*|не для использования) за пределами|(?:yalniz|yalnizca|ancaq|тек|тек қана|faqat|фақат)`,
    ),
  },
  {
    polarity: 'not',
    pattern: whole(
      `(?:part )?no (?:access|use|usage|sales|commercial or editorial sales|publication)(?: in| on| by| for)?|not (?:available|for use|for publication|for broadcast|to be used|licensed)(?: in| on| by| for)|except(?:ing)?(?: for| in)?|excluding|with the exception of|кроме|за исключением|исключая|не для (?:использования|публикации|показа|распространения) (?:в|на)|не для|запрещ\\p{L}*(?: (?:использован|распростран|показ|публикац|трансляц|вещан|размещен)\\p{L}*)? (?:на территории|в|на)|доступ запрещ\\p{L}* (?:в|на)|недоступно (?:в|на|для)`,
    ),
  },
];

/** Words that follow the territories or platforms they are about. */
export const AFTER: readonly { polarity: 'only' | 'not'; pattern: RegExp }[] = [
  {
    polarity: 'only',
    pattern: whole(
      '(?:use |usage |broadcast |broadcasting )?only|use only|üçün yalniz|kənar\\p{L}* (?:istifadə|yayim)\\p{L}* (?:olmaz|qadağan\\p{L}*)|тыс (?:жер\\p{L}* )?(?:пайдалан|тарат|көрсет)\\p{L}* (?:болмайды|тыйым\\p{L}*)|tashqari\\p{L}* (?:foydalan|tarqat)\\p{L}* (?:mumkin emas|taqiqlan\\p{L}*)|ташқари\\p{L}* (?:фойдалан|тарқат)\\p{L}* (?:мумкин эмас|тақиқлан\\p{L}*)',
    ),
  },
  {
    polarity: 'not',
    pattern: whole(
      `out(?! of)|excluded|istisna(?: olmaqla)?|xaric|başqa|savayi|üçün deyil|басқа|қоспағанда|үшін емес|tashqari|mustasno|uchun emas|ташқари|мустасно|учун эмас|исключен\\p{L}*|(?:media )?no access|запрещен\\p{L}*|(?:ərazisində )?(?:istifadə|yayim)\\p{L}* (?:olmaz|qadağan\\p{L}*)|(?:аумағында )?(?:пайдалан|тарат|көрсет)\\p{L}* (?:болмайды|тыйым\\p{L}*)|(?:hududida )?(?:foydalan|tarqat)\\p{L}* (?:mumkin emas|taqiqlan\\p{L}*)|(?:ҳудудида )?(?:фойдалан|тарқат)\\p{L}* (?:мумкин эмас|тақиқлан\\p{L}*)`,
    ),
  },
];

const PLATFORMS: readonly [platform: string, pattern: RegExp][] = [
  [
    'tv',
    /^(?:tv|television|broadcast(?:ers?|ing)?|тв|телевид\p{L}*|телевизи\p{L}*|телеканал\p{L}*|televiziya\p{L}*|teleyayim\p{L}*|теледидар\p{L}*|telekanal\p{L}*|televid\p{L}*)$/u,
  ],
  [
    'web',
    /^(?:web|web ?sites?|online|internet\p{L}*|digital|интернет\p{L}*|онлайн|сайт\p{L}*|веб\p{L}*|veb\p{L}*|sayt\p{L}*)$/u,
  ],
  [
    'social',
    /^(?:social|social media|соцсет\p{L}*|социальн\p{L}* (?:сет|меди)\p{L}*|sosial (?:şəbəkə|media)\p{L}*|әлеуметтік желі\p{L}*|ijtimoiy tarmoq\p{L}*|ижтимоий тармоқ\p{L}*)$/u,
  ],
  [
    'print',
    /^(?:print|newspapers?|mags|magazines?|печат\p{L}*|газет\p{L}*|çap\p{L}*|qəzet\p{L}*|баспа\p{L}*|bosma\p{L}*|gazeta\p{L}*)$/u,
  ],
  ['radio', /^(?:radio\p{L}*|радио\p{L}*)$/u],
  ['mobile', /^(?:mobile|мобильн\p{L}*|mobil\p{L}*|мобил\p{L}*)$/u],
];

/** The platform that folded words name: `tv` `web` `social` `print` `radio` `mobile`. */
export function platformOf(words: string): string | undefined {
  const name = words.trim().replace(/\s+(?:üçün|үшін|uchun|учун|use|usage|publications?)$/u, '');
  return PLATFORMS.find(([, pattern]) => pattern.test(name))?.[0];
}

/** An amount of time; group 1 is the number, group 2 the unit. */
export const DURATION = whole(
  '(\\d{1,3})[ -]?(hours?|hrs?|h|час(?:ов|а|ы)?|saat\\p{L}{0,4}|сағат\\p{L}{0,4}|soat\\p{L}{0,4}|соат\\p{L}{0,4}|days?|дн(?:ей|я|и)|день|сут(?:ок|ки)|gün\\p{L}{0,4}|күн\\p{L}{0,4}|kun\\p{L}{0,4}|кун\\p{L}{0,4}|weeks?|недел\\p{L}{1,2}|həftə\\p{L}{0,4}|апта\\p{L}{0,4}|hafta\\p{L}{0,4}|ҳафта\\p{L}{0,4}|months?|месяц\\p{L}{0,3}|ay|ай|oy|ой)',
);

/** ISO 8601 of `DURATION`'s groups: hours stay hours, so that 48 hours is not two calendar days. */
export function isoDuration(amount: string, unit: string): string {
  const count = Number(amount);
  if (/^(?:h|час|saat|сағат|soat|соат)/u.test(unit)) return `PT${count}H`;
  if (/^(?:week|недел|həftə|апта|hafta|ҳафта)/u.test(unit)) return `P${count * 7}D`;
  if (/^(?:month|месяц|ay|ай|oy|ой)/u.test(unit)) return `P${count}M`;
  return `P${count}D`;
}

/** Words that make an amount of time a limit of use rather than a part of the story. */
export const USE = whole(
  'uses?|usage|access|хранени\\p{L}*|не более|saxlan\\p{L}*|сақта\\p{L}*|saqla\\p{L}*|сақла\\p{L}*|only|within|valid|expires?|licen[cs]e\\p{L}*|rights?|window|broadcast\\p{L}*|publish\\p{L}*|istifadə\\p{L}*|ərzində|müddət\\p{L}*|yayim\\p{L}*|yalniz|в течение|использова\\p{L}*|не позднее|действ\\p{L}*|эфир\\p{L}*|показ\\p{L}*|только|ішінде|пайдалан\\p{L}*|бойы|foydalan\\p{L}*|davomida|ichida|давомида|ичида|фойдалан\\p{L}*|muddat\\p{L}*|муддат\\p{L}*',
);
export const ARCHIVE = whole('archiv\\p{L}*|arxiv\\p{L}*|архив\\p{L}*|мұрағат\\p{L}*');

/**
 * Whether a folded text may hold any of the phrases: one look for all of them, since most captions and notes hold none.
 * What each looks back on comes once before them all, so that nothing is tried in the middle of a word.
 */
export const MAY_RESTRICT = new RegExp(
  `(?<!\\p{L})(?:${[
    ...[...FIXED_PHRASES, ...BEFORE, ...AFTER].map(({ pattern }) => pattern),
    ...[...CREDIT_BEFORE_NAME, ...CREDIT_BEHIND_NAME, COUNTRY_AND_MEDIA, DURATION],
  ]
    .map(({ source }) => source.slice(source.indexOf(')') + 1))
    .join('|')})`,
  'u',
);

/** Words of terms that say nothing by themselves: between these a restriction in a note or caption may stand. */
const TERMS = new RegExp(
  `^(?:${[
    'a|all|and|any|are|be|by|client|clients|content|file|footage|for|in|is|it|material|may|media|must|news|no|not|note|of|on|only|photo|picture|please|restriction|restrictions|strictly|the|this|to|video|use|uses|usage|used|access|within|after|from|valid|expires|window|broadcast|published?|publication|territory|part',
    'в|во|для|до|и|из|на|не|это|этот|видео|фото|материал\\p{L}*|внимание|ограничени\\p{L}*|использовани\\p{L}*|использовать|показ\\p{L}*|публикаци\\p{L}*|распространени\\p{L}*|территории|течение|позднее|после|с|момента|выхода|срок|эфир\\p{L}*|права|разрешен\\p{L}*|только',
    'bu|və|da|də|üçün|istifadə\\p{L}*|ərazisində|ərzində|müddət\\p{L}*|material\\p{L}*|yayim\\p{L}*|yalniz|olmaqla|diqqət|məhdudiyyət\\p{L}*|etmək|olmaq|olar|olunur|edilə|bilər|ölkə\\p{L}*',
    'бұл|және|да|де|үшін|пайдалан\\p{L}*|аумағында|ішінде|мерзім\\p{L}*|тек|ғана|шектеу\\p{L}*|назар|рұқсат|болады|ел\\p{L}*|барлық|жариялан\\p{L}*|жариялауға',
    'va|ham|uchun|foydalan\\p{L}*|hududida|davomida|ichida|muddat\\p{L}*|faqat|diqqat|cheklov\\p{L}*|mumkin|davlatlar\\p{L}*|ushbu|ва|ҳам|учун|фойдалан\\p{L}*|ҳудудида|давомида|ичида|муддат\\p{L}*|фақат|чеклов\\p{L}*|мумкин|ушбу',
  ].join('|')})$`,
  'u',
);
export const isTerm = (word: string): boolean => TERMS.test(word);
