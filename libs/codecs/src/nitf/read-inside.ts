import type { Author, Concept } from '#news/record.js';
import type { ItemValues } from '../item-values.js';
import { present } from '../present.js';
import { lastOf } from '../strictest.js';
import { below, firstBelow, type XmlElement } from '../xml/xml-node.js';
import { type Docdata, readDocdata } from './docdata.js';
import { readHead } from './nitf-head.js';

/** The header of a NITF document inside an item of another format, for what that item leaves open and what binds it. */
export interface InsideNitf extends Docdata {
  title?: string;
  creditline?: string;
  description?: string;
  url?: string;
  authors: Author[];
  genres: Concept[];
}

export function readInside(root: XmlElement, values: ItemValues): InsideNitf {
  const docdata = readDocdata(below(root, 'docdata'), values);
  const { title, creditline, description, url, copyright, ...head } = readHead(
    firstBelow(root, 'head'),
    values,
    undefined,
    docdata.issued,
  );
  const slugline = docdata.slugline ?? head.slugline;
  return {
    ...docdata,
    ...present({ title, creditline, description, url, slugline }),
    ...present({ embargoed: lastOf([docdata.embargoed, head.embargoed]) }),
    authors: head.authors,
    genres: head.genres,
    edNotes: [...docdata.edNotes, ...head.edNotes],
    subjects: [...head.subjects, ...docdata.subjects],
    keywords: [...docdata.keywords, ...head.keywords],
    notices: [...docdata.notices, ...(copyright === undefined ? [] : [copyright])],
  };
}
