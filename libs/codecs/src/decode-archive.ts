import { type DecodeContext, type Decoded, type DecodeNested, UndecodableDocument } from './codec.js';
import { unpackedLimit } from './decompress.js';
import { MAX_BYTES } from './limits.js';
import { type ArchiveBudget, membersOf } from './unzip.js';

const MAX_MEMBERS = 2000;

/** What may be taken out of a document of so many bytes, archives inside it included. */
export const archiveBudget = (packed: number): ArchiveBudget => ({
  bytes: unpackedLimit(packed, MAX_BYTES),
  members: MAX_MEMBERS,
});

/**
 * The records of all documents of a zip archive, in its order; format and charset are those of the first, and those of
 * each are its member's. A file that
 * is damaged, or no news document, is reported as `member-undecodable` and costs no other.
 *
 * @throws UndecodableDocument where none of the files can be read; with one file, why that one cannot
 */
export function decodeArchive(
  bytes: Buffer,
  context: DecodeContext,
  budget: ArchiveBudget,
  decodeMember: DecodeNested,
): Decoded {
  let all: Decoded | undefined;
  let first: UndecodableDocument | undefined;
  const refused: Decoded['warnings'] = [];
  for (const member of membersOf(bytes, budget)) {
    if (budget.members-- <= 0 || budget.bytes <= 0) {
      first ??= new UndecodableDocument('decode.too-large', `The archive holds too much: ${CUT}`);
      refused.push({ code: 'archive-cut', at: member.name, detail: CUT });
      break;
    }
    try {
      all = joined(all, decodeMember(member.unpack(), context), member.name);
    } catch (error) {
      if (!(error instanceof UndecodableDocument)) throw error;
      first ??= error;
      refused.push({
        code: 'member-undecodable',
        at: member.name,
        detail: `${error.code}: ${error.message}`.slice(0, 200),
      });
    }
  }
  if (!all) {
    if (first && refused.length === 1) throw first;
    const many = `None of the archive's files can be read; the first: ${first?.message}`;
    throw first
      ? new UndecodableDocument(first.code, many)
      : new UndecodableDocument('decode.empty', 'The archive holds no file');
  }
  for (const warning of refused) all.warnings.push(warning);
  return all;
}

const CUT = `no more than ${MAX_MEMBERS} files and ${MAX_BYTES} bytes, or 200 times its size, are taken out`;

function joined(all: Decoded | undefined, one: Decoded, name: string): Decoded {
  const { format, charset, records, members } = one;
  const into = all ?? { format, charset, records: [], places: [], members: [], warnings: [] };
  for (const [i, record] of records.entries()) {
    const inner = members?.[i];
    into.records.push(record);
    into.members!.push(inner ? { ...inner, name: `${name}/${inner.name}` } : { name, format, charset });
  }
  for (const place of one.places) into.places.push(`${name}/${place}`);
  for (const warning of one.warnings) into.warnings.push({ ...warning, at: `${name}/${warning.at}` });
  if (one.pages) into.pages = [...(into.pages ?? []), ...one.pages];
  if (one.nextPage !== undefined) into.nextPage ??= one.nextPage;
  if (one.ttlSeconds !== undefined) into.ttlSeconds ??= one.ttlSeconds;
  return into;
}
