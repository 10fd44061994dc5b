import { type LoadedConfiguration, loadConfiguration } from '../load-configuration.js';
import type { Resolve } from '../references.js';

const SECRET = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;

/** A small configuration that loads, by file; tests replace, add or leave out (undefined) files. */
const FILES: Record<string, string> = {
  'partners/report.yaml': `id: report
name: Report
kind: [agency]
country: AZ
zone: Asia/Baku
languages: [az, ru]
platforms: [web, social]
`,
  'partners/khabar.yaml': `id: khabar
name: Khabar Agency
kind: [television, agency]
country: KZ
zone: Asia/Almaty
languages: [kk]
platforms: [tv, web]
providerNames: [Хабар]
`,
  'feeds/report-az.yaml': `id: report-az
partner: report
url: \${env:ORIGIN:-https://report.example}/az.xml
`,
  'destinations/khabar-newsml.yaml': `id: khabar-newsml
partner: khabar
transport: webhook
format: newsml-g2
url: https://khabar.example/in
secrets:
  - \${env:WEBHOOK_SECRET}
`,
  'destinations/report-atom.yaml': `id: report-atom
partner: report
transport: pull
format: atom
apiKeys: ["\${file:/run/secrets/atom}"]
`,
  'agreements/memorandum.yaml': `id: memorandum
title: Memorandum
signedOn: 2025-11-18
parties: [report, khabar]
validFrom: 2025-11-18
grants:
  - id: report-to-khabar
    from: [report]
    to: [khabar]
    items: { classes: [text], languages: [az] }
    use: { platforms: [tv, web], territories: [KZ] }
`,
};

export const ENVIRONMENT: Record<string, string> = { WEBHOOK_SECRET: SECRET };

export const resolve: Resolve = {
  env: (name) => ENVIRONMENT[name],
  readFile: (path) => {
    if (path === '/run/secrets/atom') return 'a-key-of-sixteen-characters\n';
    throw new Error(`ENOENT: ${path}`);
  },
};

export function load(
  changes: Record<string, string | undefined> = {},
  with_: Partial<Resolve> = {},
): LoadedConfiguration {
  const files = Object.entries({ ...FILES, ...changes });
  const sources = files.flatMap(([file, text]) => (text === undefined ? [] : [{ file, text }]));
  return loadConfiguration(sources, { ...resolve, ...with_ });
}

/** The text of one of the files. */
export function textOf(file: string): string {
  const text = FILES[file];
  if (text === undefined) throw new Error(`there is no ${file}`);
  return text;
}

/** One of the files with some text replaced. @throws when the text is not there */
export function edited(file: string, from: string, to: string): Record<string, string> {
  const text = textOf(file);
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  return { [file]: text.replace(from, to) };
}
