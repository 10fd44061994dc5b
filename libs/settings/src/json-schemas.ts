import { z } from 'zod';
import { KINDS, type Kind } from './configuration.js';
import { SCHEMAS } from './load-configuration.js';

const REFERENCE = '\\$\\{env:[A-Za-z_]\\w*(:-[^{}]*)?\\}';

/**
 * JSON Schema (draft 2020-12) of the configuration files, one for each kind of object, for editors: `file` is relative
 * to the configuration folder. They describe what is written in a file, before defaults. References are known where
 * they are of use, in addresses and secrets; elsewhere the loader takes them too, but an editor that completes the
 * words of a list is worth more.
 */
export function jsonSchemas(): { file: string; text: string }[] {
  return KINDS.map((kind) => ({
    file: `schema/${kind.replace(/s$/, '')}.schema.json`,
    text: `${JSON.stringify(schemaOf(kind), null, 2)}\n`,
  }));
}

/** JSON Schema of one kind of file. */
export const schemaOf = (kind: Kind): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(SCHEMAS[kind], {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'uri') {
        delete jsonSchema.format;
        jsonSchema.pattern = `^https?://|${REFERENCE}`;
      }
      // The calendar in a pattern of its own length says no more than the format does.
      if (jsonSchema.format === 'date') delete jsonSchema.pattern;
    },
  });
