/** What the codes say that a feed shows most, to people. docs/formats.md explains them where they arise. */
const WORDS: Record<string, string> = {
  'charset-guessed': 'its charset had to be guessed',
  'charset-repaired': 'letters in a wrong charset were mended',
  'date-ambiguous': 'a date can be read in two ways',
  'document-cut-off': 'the document ends too early',
  'document-damaged': 'the document is damaged',
  'embargo-unreadable': 'an embargo cannot be read: the item is held',
  'entry-repeated': 'an entry stands there twice',
  'entry-undecodable': 'an entry cannot be read',
  'feed-moved': 'the feed has moved to another address',
  'fields-not-carried': 'some fields have no place in a record',
  'guid-missing': 'an item has no id of its own',
  'guid-repeated': 'several items have the same id',
  'list-without-links': 'the list has no links to stories',
  'page-without-story': 'a page holds no story',
  'pubstatus-unknown': 'an unknown publishing status: the item is held',
  'selector-without-match': 'a selector finds nothing',
  stale: 'an older version than the one that is held',
  'unacceptable-record': 'an item was refused as it came',
  'xml-recovered': 'faulty XML was mended',
};

/** The words of a code; one without any is made of words itself. */
export const warningWords = (code: string): string => WORDS[code] ?? code.replaceAll('-', ' ');
