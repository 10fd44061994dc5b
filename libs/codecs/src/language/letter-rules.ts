/** A language with how sure the evidence makes of it, 0 to 1. */
export interface Guess {
  language: string;
  confidence: number;
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

const UZBEK_WORDS =
  /(?<!\p{L})(?:va|bilan|uchun|ham|bu|boʻyicha|haqida|qilindi|etildi|edi|emas|lekin|yangi|yil|yilda|yildan|kuni|kun|davlat|xalqaro|mamlakat|vazirlik|vaziri|soʻm|milliy|katta|bugun|ilk|yoʻl|koʻp|oʻz|hamda|orqali|nega|qanday|endi|eng|toshkent\p{L}*|oʻzbekiston\p{L}*|samarqand\p{L}*|shahri\p{L}*|viloyat\p{L}*|hokim\p{L}*|prezidenti)(?!\p{L})/gu;
const UZBEK_ENDINGS =
  /\p{L}{2}(?:ning|larni|lari|larda|lardan|larga|moqda|ildi|indi|ishdi|adi|yapti|gani|gan|ganda|lgan|uvchi|ligi|chilik|imiz|ingiz|dagi|iga|ida|idan|ini|ladi|lar|shdi|tdi|rdi|chi|ish|sh)(?!\p{L})/gu;
const TURKISH_WORDS =
  /(?<!\p{L})(?:ve|bir|için|ile|bu|yeni|son|dakika|oldu|dedi|çok|daha|gibi|kadar|sonra|göre|türkiye\p{L}*|başkan\p{L}*|bakan\p{L}*|cumhurbaşkan\p{L}*|erdoğan\p{L}*|ankara\p{L}*|istanbul\p{L}*|karşı|büyük|yıl\p{L}*|açıkla\p{L}*|değil|şampiyon\p{L}*|milyon|milyar|lira|olarak|tarafından|üzerinde|etti|edildi|yapıldı)(?!\p{L})/gu;

/** Every way Uzbek writers type the turned comma of oʻ and gʻ, folded into one. */
const foldUzbek = (text: string): string =>
  text.replace(/(?<=[og])[\u02bb\u02bc\u2018\u2019'`\u00b4](?=\p{L}|$)/gu, 'ʻ');

/** Rules for text in Latin letters, lower-case; undefined where the letters do not tell. */
export function latinRules(lower: string): Guess | undefined {
  if (lower.includes('ə')) return { language: 'az', confidence: 0.99 };
  const text = foldUzbek(lower);
  const turned =
    count(text, /[og]ʻ\p{L}/gu) -
    count(text, /(?<!\p{L})oʻ(?:clock|neil\p{L}*|brien|connor|sullivan|reilly|hara)/gu);
  const foreign = count(
    text,
    /[ışçöüäñýžßéèà]|(?<!\p{L})(?:the|of|and|to|in|is|for|with|on|at|from)(?!\p{L})|w|c(?!h)/gu,
  );
  if (/[ýňž]/.test(text) && /[äşýň]/.test(text) && count(text, /[ýňş]/g) > 2)
    return { language: 'tk', confidence: 0.85 };
  if (/[ñūŋ]/.test(text) && /[qğışū]/.test(text)) return { language: 'kk', confidence: 0.95 };
  const words = Math.max(1, text.split(/\s+/).length);
  const uzbek =
    turned * 3 +
    count(text, UZBEK_WORDS) * 1.5 +
    count(text, UZBEK_ENDINGS) +
    count(text, /q|x(?=[aio])|sh|ch/gu) * 0.4 -
    foreign * 1.2;
  if (uzbek >= 2 && uzbek / words >= 0.25)
    return { language: 'uz', confidence: Math.min(0.99, 0.8 + uzbek / words / 5) };
  if (/[şğıçöü]/.test(text) && !/q|x/.test(text)) {
    const turkish =
      count(text, TURKISH_WORDS) + count(text, /[w]|ya(?!\p{L})|iyor|(?:lar|ler)ı?(?!\p{L})/gu) * 0.5;
    if (turkish >= 1.5) return { language: 'tr', confidence: 0.9 };
  }
  return undefined;
}

const RUSSIAN_WORDS =
  /(?<!\p{L})(?:и|в|во|на|не|что|с|со|по|для|из|о|об|как|от|до|за|к|при|под|после|над|или|это|его|ее|их|был\p{L}?|будет|будут|более|также|между|через|года|году|лет|новый|новые|новая|президент\p{L}?|заявил\p{L}?)(?!\p{L})/gu;
const RUSSIAN_ENDINGS =
  /\p{L}{2}(?:ого|его|ому|ему|ыми|ими|ых|их|ый|ий|ой|ая|яя|ое|ее|ые|ие|ться|тся|ов|ев|ами|ями|ах|ях|ть|ли|ла|ло|ил|ал|ет|ют|ят|ия|ии|ию|ей|ость)(?!\p{L})/gu;
const UZBEK_CYRILLIC =
  /(?<!\p{L})(?:ва|билан|учун|хам|бу|йил|йилда|куни|янги|давлат|хакида|эди|эмас|лекин|катта|бугун|оркали|хамда|тошкент\p{L}*|самарканд\p{L}*|президенти)(?!\p{L})|\p{L}{2}(?:нинг|лари|ларни|ларда|лардан|ларга|лар|илди|инди|анди|алди|ишди|шди|япти|ади|увчи|лиги|имиз|даги|ида|идан|ини)(?!\p{L})/gu;
const KYRGYZ =
  /(?<!\p{L})(?:жана|менен|боюнча|бир|жылы|эмес|деп|анын|ошол|бул|бери|эле|экен|кыргыз\p{L}*|бишкек\p{L}*|мамлекет\p{L}*|болду|болуп|кылды|алды|кол|койду|койгон|айтты|берди)(?!\p{L})|\p{L}{2}(?:нын|нин|дын|дин|тын|тин|лары|тары|дары|улук|уунун|уу|оо|ып|уп|ган|ды|ду)(?!\p{L})/gu;
const KAZAKH_PLAIN =
  /(?<!\p{L})(?:мен|бойынша|туралы|бар|болды|жыл|жылы|деп|астана\p{L}*|алматы\p{L}*|казак\p{L}*|ауыл\p{L}*|отыр|жатыр|кейін|арналған)(?!\p{L})|\p{L}{2}(?:лды|нды|ылды|лады|йды|ады|лар|тар|дар|ған|атын)(?!\p{L})/gu;
const MONGOLIAN =
  /(?<!\p{L})(?:байна|байгаа|болон|улсын|монгол\p{L}*|энэ)(?!\p{L})|\p{L}(?:ийн|ууд|үүд|гээд|аад|өөр|ээр|даа|тай)(?!\p{L})/gu;

/** Rules for text in Cyrillic letters, lower-case. What no letter or word tells apart is taken for Russian. */
export function cyrillicRules(text: string): Guess {
  const has = (letters: RegExp): boolean => letters.test(text);
  const sure = (language: string, confidence = 0.98): Guess => ({ language, confidence });
  if (has(/ұ/)) return sure('kk', 0.99);
  if (has(/[ӯӣҷ]/)) return sure('tg');
  if (has(/ә/) && has(/[ҹҝј]/)) return sure('az');
  if (has(/[җ]/) && has(/[әөүңһ]/)) return sure('tt', 0.9);
  if (has(/[ґїє]/)) return sure('uk');
  if (has(/ў/) && has(/і/) && !has(/[қғҳ]/)) return sure('be');
  if (has(/[ўҳ]/)) return sure('uz', 0.99);
  if (has(/[ђћџљњ]/)) return sure('sr');
  if (has(/[ѓќѕ]/)) return sure('mk');
  if (has(/[әі]/) && has(/[қғңөүә]/)) return sure('kk');
  if (has(/[қғ]/)) return has(/[ңүөі]/) ? sure('kk') : plainCyrillic(text, { uz: 3, kk: 1.5 });
  if (has(/[ңүө]/)) return !has(/ң/) && count(text, MONGOLIAN) > 1 ? sure('mn', 0.85) : sure('ky', 0.95);
  if (has(/і/))
    return has(/[ыэё]/) ? plainCyrillic(text, { kk: 3, be: 1 }) : plainCyrillic(text, { uk: 2, kk: 1.5 });
  return plainCyrillic(text, {});
}

function plainCyrillic(text: string, head: Readonly<Record<string, number>>): Guess {
  const scores: Record<string, number> = {
    // Russian has not had an і since 1918.
    ru: text.includes('і')
      ? 0
      : count(text, RUSSIAN_WORDS) * 1.5 + count(text, RUSSIAN_ENDINGS) + count(text, /[щё]/gu) * 0.5 + 0.5,
    uz: count(text, UZBEK_CYRILLIC) * 1.2 + (head['uz'] ?? 0),
    ky: count(text, KYRGYZ) + (head['ky'] ?? 0),
    kk: count(text, KAZAKH_PLAIN) * 0.9 + (head['kk'] ?? 0),
    uk: head['uk'] ?? 0,
    be: head['be'] ?? 0,
  };
  const [best, next] = Object.entries(scores).sort((a, b) => b[1] - a[1]) as [
    [string, number],
    [string, number],
  ];
  const lead = (best[1] - next[1]) / (best[1] + 1);
  return { language: best[0], confidence: 0.6 + 0.38 * Math.min(1, lead) };
}
