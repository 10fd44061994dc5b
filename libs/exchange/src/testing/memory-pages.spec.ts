import { asFeedId } from '#news/ids.js';
import { MemoryPages } from './memory-pages.js';
import { pageBookConformance } from './page-book-conformance.js';

pageBookConformance('MemoryPages', async () => ({ book: new MemoryPages(), feedId: asFeedId('khabar-ru') }));
