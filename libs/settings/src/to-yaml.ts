import { Document, isMap, type YAMLMap } from 'yaml';
import { asWritten } from './as-written.js';
import type { Configuration, Kind } from './configuration.js';
import { schemaOf } from './json-schemas.js';
import type { AgreementSettings } from './schema/agreement-schema.js';
import { replaceSecrets } from './secret.js';

/** Any object of a configuration. */
export type Configured<K extends Kind = Kind> = Configuration[K][number];

/**
 * The file that would describe this object, without what is default: `loadConfiguration` gives the object back. A secret is written as the
 * reference it came from; one that was typed in gets a variable, named in a comment at the top, for its value is not
 * exported.
 */
export function toYaml<K extends Kind>(kind: K, object: Configured<K>): string {
  const missing: string[] = [];
  const plain = replaceSecrets(object, ({ reference }) => {
    if (reference !== undefined) return reference;
    const name = `${object.id}_SECRET_${missing.length + 1}`.toUpperCase().replaceAll('-', '_');
    missing.push(name);
    return `\${env:${name}}`;
  });
  const short = kind === 'agreements' ? shortened(plain as AgreementSettings) : plain;
  const comment = missing.map((name) => `# Set ${name}: the value of a secret is not exported.\n`).join('');
  const document = new Document(asWritten(short, schemaOf(kind)));
  const concepts = document.get('concepts');
  if (kind === 'vocab' && isMap(concepts)) byTheLine(concepts);
  return comment + document.toString({ lineWidth: kind === 'vocab' ? 0 : 110, flowCollectionPadding: true });
}

/** Grants say `thirdParty` in a shorter way than decisions need it. */
function shortened(agreement: AgreementSettings): unknown {
  return {
    ...agreement,
    grants: agreement.grants.map(({ thirdParty, ...grant }) => ({
      ...grant,
      thirdParty: thirdParty.rule === 'refuse' ? 'refuse' : { 'allow-listed': thirdParty.providers },
    })),
  };
}

/** A thousand concepts are read and compared by the line, in the order of their codes. */
function byTheLine(concepts: YAMLMap): void {
  concepts.items.sort((a, b) => (String(a.key) < String(b.key) ? -1 : 1));
  for (const { value } of concepts.items) if (isMap(value)) value.flow = true;
}
