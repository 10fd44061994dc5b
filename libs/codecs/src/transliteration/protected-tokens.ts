/** Names that are written in Latin letters in every script. */
const BRANDS = [
  ...[
    'Airbus',
    'Amazon',
    'Android',
    'Apple',
    'Audi',
    'BMW',
    'Boeing',
    'BYD',
    'Chevrolet',
    'ChatGPT',
    'Facebook',
  ],
  ...[
    'Ferrari',
    'Gmail',
    'Google',
    'Honda',
    'Huawei',
    'Hyundai',
    'IBM',
    'iPad',
    'iPhone',
    'Instagram',
    'Intel',
    'Kia',
  ],
  ...[
    'Lexus',
    'Lada',
    'LG',
    'Mercedes',
    'Messenger',
    'Meta',
    'Microsoft',
    'Netflix',
    'Nokia',
    'Nvidia',
    'OpenAI',
  ],
  ...[
    'Oracle',
    'PayPal',
    'Pixel',
    'PlayStation',
    'Porsche',
    'Samsung',
    'SMS',
    'Sony',
    'SpaceX',
    'Spotify',
    'Starlink',
  ],
  ...[
    'Telegram',
    'Tesla',
    'TikTok',
    'Toyota',
    'Twitter',
    'Uber',
    'Visa',
    'Volkswagen',
    'WhatsApp',
    'Wi-Fi',
    'Windows',
  ],
  ...['Xbox', 'Xiaomi', 'Yandex', 'YouTube', 'Zoom'],
];

const ADDRESS =
  'https?://[^\\s<>"«»]+|www\\.[^\\s<>"«»]+|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|[@#][\\w.]+|(?<![\\p{L}\\p{N}])[\\w-]+(?:\\.[\\w-]+)*\\.(?:com|org|net|info|int|edu|gov|tv|io|ai|az|kz|uz|ru|tr|kg|tm|tj|ge|ua|uk|de|fr|eu)(?:/[^\\s<>"«»]*)?(?![\\p{L}\\p{N}])';
/** Words with a capital inside, with digits, or with letters that Uzbek lacks, are names of things from elsewhere. */
const FOREIGN =
  '(?<![\\p{L}\\p{N}])(?:\\p{sc=Latin}+\\p{Ll}\\p{Lu}[\\p{sc=Latin}\\d]*|\\p{sc=Latin}+-?\\d[\\p{sc=Latin}\\d-]*|\\d+[A-Z]+|\\p{sc=Latin}*(?:w|W|[cC](?![hH]))[\\p{sc=Latin}]*)(?![\\p{L}\\p{N}])';

const escaped = (token: string): string => token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const whole = (names: readonly string[]): string =>
  `(?<![\\p{L}\\p{N}])(?:${names.map(escaped).join('|')})(?![\\p{L}\\p{N}])`;

const PROTECTED = new RegExp(`${ADDRESS}|${whole(BRANDS)}|${FOREIGN}`, 'gu');

/** The text with everything but addresses, handles and names from elsewhere put through `change`. */
export function outsideProtected(text: string, change: (part: string) => string): string {
  let out = '';
  let from = 0;
  for (const match of text.matchAll(PROTECTED)) {
    out += change(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return out + change(text.slice(from));
}
