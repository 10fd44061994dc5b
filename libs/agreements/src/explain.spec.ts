import { asAgreementId } from '#news/ids.js';
import { explainDecision } from './explain.js';

const names = {
  item: '“Bakı”',
  sender: 'Khabar Agency',
  receiver: 'Uzbekistan 24',
  agreements: new Map([['memorandum', 'Memorandum of cooperation']]),
};

describe('explainDecision', () => {
  it('says that nobody signed anything', () => {
    const trace = [
      {
        clause: 'exchange/parties',
        outcome: 'failed' as const,
        detail: 'khabar and uzbekistan-24 signed none',
      },
    ];
    expect(
      explainDecision(
        { allow: false, reason: 'no-agreement', clause: 'exchange/parties', detail: '', trace },
        names,
      ),
    ).toEqual([
      'Refused: no agreement covers Khabar Agency → Uzbekistan 24.',
      '✗ exchange/parties: khabar and uzbekistan-24 signed none',
    ]);
  });

  it('names the agreement, its version and the grant that refused', () => {
    const [verdict] = explainDecision(
      {
        allow: false,
        reason: 'language-not-granted',
        clause: 'memorandum/g/languages',
        detail: 'az is not among ru, en',
        agreementId: asAgreementId('memorandum'),
        agreementVersion: 2,
        grantId: 'g',
        trace: [],
      },
      names,
    );
    expect(verdict).toBe(
      'Refused: its language is not granted: az is not among ru, en (“Memorandum of cooperation”, version 2, g).',
    );
  });

  it('says what an allowed item asks of its receiver', () => {
    const sentences = explainDecision(
      {
        allow: true,
        agreementId: asAgreementId('unnamed'),
        agreementVersion: 1,
        grantId: 'g',
        dueAt: '2026-03-10T12:00:00Z',
        obligations: [
          { type: 'credit', line: 'Report', required: true },
          { type: 'embargo', until: '2026-03-10T15:00:00Z' },
        ],
        withoutRenditions: ['https://r.example/1.mp4'],
        trace: [{ clause: 'unnamed/g/files', outcome: 'noted', detail: 'goes without 1 of 1 files' }],
      },
      names,
    );
    expect(sentences).toEqual([
      'Allowed: “Bakı” goes from Khabar Agency to Uzbekistan 24 (“unnamed”, version 1, g).',
      'Due 2026-03-10T12:00:00Z.',
      'Must be credited: Report.',
      'Not to be published before 2026-03-10T15:00:00Z.',
      'Goes without https://r.example/1.mp4: the agreement does not cover it.',
      '• unnamed/g/files: goes without 1 of 1 files',
    ]);
  });

  it('says that the ledger decided where no grant did', () => {
    const decision = { allow: true as const, dueAt: '2026-03-10T12:00:00Z', obligations: [], trace: [] };
    expect(explainDecision(decision, names)[0]).toBe(
      'Allowed: “Bakı” goes from Khabar Agency to Uzbekistan 24, because it holds an earlier version.',
    );
  });
});
