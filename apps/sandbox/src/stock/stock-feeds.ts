import { BAKU_TV_AZ } from '#apps/sandbox/src/stock/baku-tv-az.js';
import { BAKU_TV_EN } from '#apps/sandbox/src/stock/baku-tv-en.js';
import { KHABAR_EN } from '#apps/sandbox/src/stock/khabar-en.js';
import { KHABAR_KK } from '#apps/sandbox/src/stock/khabar-kk.js';
import { KHABAR_RU } from '#apps/sandbox/src/stock/khabar-ru.js';
import { REPORT_AZ } from '#apps/sandbox/src/stock/report-az.js';
import { REPORT_EN } from '#apps/sandbox/src/stock/report-en.js';
import { REPORT_RU } from '#apps/sandbox/src/stock/report-ru.js';
import type { StockFeed } from '#apps/sandbox/src/stock/story.js';
import { UZBEKISTAN_24_RU } from '#apps/sandbox/src/stock/uzbekistan-24-ru.js';
import { UZBEKISTAN_24_UZ } from '#apps/sandbox/src/stock/uzbekistan-24-uz.js';

/** Every feed that the sandbox's newsrooms publish, in the order in which they take turns. */
export const STOCK_FEEDS: readonly StockFeed[] = [
  {
    partner: 'baku-tv',
    partnerName: 'Baku TV',
    file: 'az.xml',
    format: 'rss',
    language: 'az',
    title: 'Baku TV: xəbərlər',
    description: 'Baku TV-nin xəbərləri, sınaq buraxılışı',
    pageSize: 100,
    stories: BAKU_TV_AZ,
  },
  {
    partner: 'report',
    partnerName: 'Report',
    file: 'ru.xml',
    format: 'rss',
    charset: 'windows-1251',
    language: 'ru',
    title: 'Report: новости',
    description: 'Новости агентства Report, пробный выпуск',
    pageSize: 100,
    stories: REPORT_RU,
  },
  {
    partner: 'khabar',
    partnerName: 'Khabar',
    file: 'kk.xml',
    format: 'atom',
    language: 'kk',
    title: 'Khabar: жаңалықтар',
    description: 'Khabar агенттігінің жаңалықтары, сынақ шығарылым',
    // Small, so that a reader that does not follow the next page misses something from the first minute on.
    pageSize: 10,
    stories: KHABAR_KK,
  },
  {
    partner: 'uzbekistan-24',
    partnerName: 'Uzbekistan 24',
    file: 'uz.xml',
    format: 'rss',
    language: 'uz-Latn',
    title: 'Uzbekistan 24: yangiliklar',
    description: 'Uzbekistan 24 yangiliklari, sinov nashri',
    pageSize: 100,
    stories: UZBEKISTAN_24_UZ,
  },
  {
    partner: 'baku-tv',
    partnerName: 'Baku TV',
    file: 'en.json',
    format: 'jsonfeed',
    language: 'en',
    title: 'Baku TV: news',
    description: 'News from Baku TV, trial edition',
    pageSize: 100,
    stories: BAKU_TV_EN,
  },
  {
    partner: 'report',
    partnerName: 'Report',
    file: 'az.xml',
    format: 'rss',
    language: 'az',
    title: 'Report: xəbərlər',
    description: 'Report agentliyinin xəbərləri, sınaq buraxılışı',
    pageSize: 100,
    stories: REPORT_AZ,
  },
  {
    partner: 'khabar',
    partnerName: 'Khabar',
    file: 'en.json',
    format: 'ninjs',
    language: 'en',
    title: 'Khabar: news',
    description: 'News from Khabar, trial edition',
    stories: KHABAR_EN,
  },
  {
    partner: 'uzbekistan-24',
    partnerName: 'Uzbekistan 24',
    file: 'ru.rdf',
    format: 'rdf',
    language: 'ru',
    title: 'Uzbekistan 24: новости',
    description: 'Новости Uzbekistan 24, пробный выпуск',
    stories: UZBEKISTAN_24_RU,
  },
  {
    partner: 'report',
    partnerName: 'Report',
    file: 'en.xml',
    format: 'newsml-g2',
    language: 'en',
    title: 'Report: news',
    description: 'News from Report, trial edition',
    stories: REPORT_EN,
  },
  {
    partner: 'khabar',
    partnerName: 'Khabar',
    file: 'ru.html',
    format: 'html',
    language: 'ru',
    title: 'Khabar: новости',
    description: 'Страница новостей Khabar, пробный выпуск',
    pageSize: 30,
    stories: KHABAR_RU,
  },
];
