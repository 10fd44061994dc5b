import type { StockLanguage, Topic } from '#apps/sandbox/src/stock/story.js';

/** What a newsroom says about its own items, in its language. */
export interface Phrases {
  /** Headline prefixes of feeds that have no other word for a signal. */
  correctionPrefix: string;
  killPrefix: string;
  /** `{was}` and `{now}` are the figures. */
  correctionNote: string;
  updateNote: string;
  videoNote: string;
  killNote: string;
  embargoNote: string;
  embargoMovedNote: string;
  topPackage: string;
  usageTerms: string;
  topics: Readonly<Record<Topic, string>>;
}

export const PHRASES: Readonly<Record<StockLanguage, Phrases>> = {
  az: {
    correctionPrefix: 'DÜZƏLİŞ',
    killPrefix: 'LƏĞV EDİLDİ',
    correctionNote: 'Düzəliş: mətndəki rəqəm dəqiqləşdirilib, əvvəl {was} yazılmışdı, doğrusu {now}.',
    updateNote: 'Xəbərə yeni məlumat əlavə olunub.',
    videoNote: 'Xəbərə video əlavə olunub.',
    killNote: 'Material geri çağırılıb. Ondan istifadə etməyin, dərc edilibsə silin.',
    embargoNote: 'Göstərilən vaxtadək dərc etmək olmaz.',
    embargoMovedNote: 'Embarqonun vaxtı dəyişib.',
    topPackage: 'Saatın əsas xəbərləri',
    usageTerms: 'Mənbəyə istinad mütləqdir.',
    topics: {
      culture: 'Mədəniyyət',
      economy: 'İqtisadiyyat',
      education: 'Təhsil',
      environment: 'Ətraf mühit',
      health: 'Səhiyyə',
      leisure: 'Həyat tərzi',
      science: 'Elm və texnologiya',
      society: 'Cəmiyyət',
      sport: 'İdman',
      weather: 'Hava',
    },
  },
  ru: {
    correctionPrefix: 'ИСПРАВЛЕНИЕ',
    killPrefix: 'АННУЛИРОВАНО',
    correctionNote: 'Исправление: уточнена цифра в тексте, было {was}, правильно {now}.',
    updateNote: 'Новость дополнена.',
    videoNote: 'К новости добавлено видео.',
    killNote: 'Материал отозван. Не используйте его, опубликованное удалите.',
    embargoNote: 'Не публиковать до указанного времени.',
    embargoMovedNote: 'Время эмбарго изменено.',
    topPackage: 'Главное за час',
    usageTerms: 'Ссылка на источник обязательна.',
    topics: {
      culture: 'Культура',
      economy: 'Экономика',
      education: 'Образование',
      environment: 'Экология',
      health: 'Здоровье',
      leisure: 'Образ жизни',
      science: 'Наука и технологии',
      society: 'Общество',
      sport: 'Спорт',
      weather: 'Погода',
    },
  },
  kk: {
    correctionPrefix: 'ТҮЗЕТУ',
    killPrefix: 'КҮШІ ЖОЙЫЛДЫ',
    correctionNote: 'Түзету: мәтіндегі сан нақтыланды, бұрын {was} деп жазылған, дұрысы {now}.',
    updateNote: 'Хабарға жаңа мәлімет қосылды.',
    videoNote: 'Хабарға бейнежазба қосылды.',
    killNote: 'Материал кері қайтарылды. Оны пайдаланбаңыз, жарияланған болса, өшіріңіз.',
    embargoNote: 'Көрсетілген уақытқа дейін жариялауға болмайды.',
    embargoMovedNote: 'Эмбарго уақыты өзгерді.',
    topPackage: 'Сағаттың басты жаңалықтары',
    usageTerms: 'Дереккөзге сілтеме жасау міндетті.',
    topics: {
      culture: 'Мәдениет',
      economy: 'Экономика',
      education: 'Білім',
      environment: 'Экология',
      health: 'Денсаулық',
      leisure: 'Өмір салты',
      science: 'Ғылым және технология',
      society: 'Қоғам',
      sport: 'Спорт',
      weather: 'Ауа райы',
    },
  },
  'uz-Latn': {
    correctionPrefix: 'TUZATISH',
    killPrefix: 'BEKOR QILINDI',
    correctionNote:
      'Tuzatish: matndagi raqamga aniqlik kiritildi, avval {was} deb yozilgan, toʻgʻrisi {now}.',
    updateNote: 'Xabarga yangi maʼlumot qoʻshildi.',
    videoNote: 'Xabarga video qoʻshildi.',
    killNote: 'Material qaytarib olindi. Undan foydalanmang, chop etilgan boʻlsa, oʻchirib tashlang.',
    embargoNote: 'Koʻrsatilgan vaqtgacha eʼlon qilish mumkin emas.',
    embargoMovedNote: 'Embargo vaqti oʻzgardi.',
    topPackage: 'Soatning asosiy xabarlari',
    usageTerms: 'Manbaga havola berish shart.',
    topics: {
      culture: 'Madaniyat',
      economy: 'Iqtisodiyot',
      education: 'Taʼlim',
      environment: 'Ekologiya',
      health: 'Salomatlik',
      leisure: 'Turmush tarzi',
      science: 'Fan va texnologiya',
      society: 'Jamiyat',
      sport: 'Sport',
      weather: 'Ob-havo',
    },
  },
  'uz-Cyrl': {
    correctionPrefix: 'ТУЗАТИШ',
    killPrefix: 'БЕКОР ҚИЛИНДИ',
    correctionNote: 'Тузатиш: матндаги рақамга аниқлик киритилди, аввал {was} деб ёзилган, тўғриси {now}.',
    updateNote: 'Хабарга янги маълумот қўшилди.',
    videoNote: 'Хабарга видео қўшилди.',
    killNote: 'Материал қайтариб олинди. Ундан фойдаланманг, чоп этилган бўлса, ўчириб ташланг.',
    embargoNote: 'Кўрсатилган вақтгача эълон қилиш мумкин эмас.',
    embargoMovedNote: 'Эмбарго вақти ўзгарди.',
    topPackage: 'Соатнинг асосий хабарлари',
    usageTerms: 'Манбага ҳавола бериш шарт.',
    topics: {
      culture: 'Маданият',
      economy: 'Иқтисодиёт',
      education: 'Таълим',
      environment: 'Экология',
      health: 'Саломатлик',
      leisure: 'Турмуш тарзи',
      science: 'Фан ва технология',
      society: 'Жамият',
      sport: 'Спорт',
      weather: 'Об-ҳаво',
    },
  },
  en: {
    correctionPrefix: 'CORRECTION',
    killPrefix: 'KILL',
    correctionNote: 'Corrects a figure in the text: it read {was} and should read {now}.',
    updateNote: 'Adds new information.',
    videoNote: 'Adds video.',
    killNote: 'This item is withdrawn. Do not use it; remove it where it was published.',
    embargoNote: 'Not for publication before the time given.',
    embargoMovedNote: 'The embargo time has changed.',
    topPackage: 'Top stories of the hour',
    usageTerms: 'Credit to the source is required.',
    topics: {
      culture: 'Culture',
      economy: 'Economy',
      education: 'Education',
      environment: 'Environment',
      health: 'Health',
      leisure: 'Lifestyle',
      science: 'Science and technology',
      society: 'Society',
      sport: 'Sport',
      weather: 'Weather',
    },
  },
};
