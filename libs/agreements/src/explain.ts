import type { Decision, Obligation, Refusal } from './agreement.js';

/** What to call those a decision is about; where a name is not known the id serves. */
export interface DecisionNames {
  /** How to speak of the item; default `The item`. */
  item?: string;
  sender: string;
  receiver: string;
  /** The titles of agreements, by id. */
  agreements?: ReadonlyMap<string, string>;
}

const MARKS = { passed: '✓', failed: '✗', noted: '•' } as const;

/**
 * A decision in sentences: the verdict, what it means for the receiver, and then every clause that was looked at, in
 * order, each with a mark in front. Plain text, a line each.
 */
export function explainDecision(decision: Decision, names: DecisionNames): string[] {
  const clauses = decision.trace.map(
    ({ clause, outcome, detail }) => `${MARKS[outcome]} ${clause}: ${detail}`,
  );
  return [...verdict(decision, names), ...clauses];
}

function verdict(decision: Decision, names: DecisionNames): string[] {
  const title = decision.agreementId && (names.agreements?.get(decision.agreementId) ?? decision.agreementId);
  const under = title
    ? ` (“${title}”, version ${decision.agreementVersion}${decision.grantId ? `, ${decision.grantId}` : ''})`
    : '';
  if (!decision.allow)
    return [`Refused: ${refusalInWords(decision.reason, decision.detail, names)}${under}.`];
  const item = names.item ?? 'The item';
  // Corrections, holds and kills follow the ledger of holders, under no grant.
  const why = under || ', because it holds an earlier version';
  return [
    `Allowed: ${item} goes from ${names.sender} to ${names.receiver}${why}.`,
    `Due ${decision.dueAt}.`,
    ...decision.obligations.map(sentenceOf),
    ...(decision.withoutRenditions ?? []).map(
      (href) => `Goes without ${href}: the agreement does not cover it.`,
    ),
  ];
}

function sentenceOf(obligation: Obligation): string {
  switch (obligation.type) {
    case 'credit':
      return `${obligation.required ? 'Must' : 'May'} be credited: ${obligation.line}.`;
    case 'usage-terms':
      return `Terms: ${obligation.text}.`;
    case 'expiry':
      return `To be taken down by ${obligation.at}.`;
    case 'embargo':
      return `Not to be published before ${obligation.until}.`;
  }
}

/** Why a decision allows nothing, as a part of a sentence. */
export const refusalInWords = (reason: Refusal, detail: string, names: DecisionNames): string =>
  REASONS[reason](names, detail);

type Reason = (names: DecisionNames, detail: string) => string;

const REASONS: Record<Refusal, Reason> = {
  'no-agreement': ({ sender, receiver }) => `no agreement covers ${sender} → ${receiver}`,
  'not-yet-valid': (_, detail) => `the agreement is not valid yet: ${detail}`,
  expired: (_, detail) => `the agreement has ended: ${detail}`,
  'class-not-granted': (_, detail) => `its class is not granted: ${detail}`,
  'language-not-granted': (_, detail) => `its language is not granted: ${detail}`,
  'subject-excluded': (_, detail) => `its subject is not granted: ${detail}`,
  territory: ({ receiver }, detail) => `${receiver} is outside the territories granted: ${detail}`,
  platform: ({ receiver }, detail) => `${receiver} publishes on no platform that is granted: ${detail}`,
  'restricted-by-source': (_, detail) => `the source restricts it: ${detail}`,
  embargoed: (_, detail) => `it is embargoed ${detail}`,
  'embargo-indefinite': (_, detail) => `it is embargoed: ${detail}`,
  withheld: ({ sender }) => `${sender} withholds it`,
  'canceled-before-delivery': ({ sender }) => `${sender} canceled it before it was delivered`,
  'quota-spent': (_, detail) => `its quota does not let it go: ${detail}`,
  echo: ({ receiver }, detail) => `it would go back to ${receiver}: ${detail}`,
  'third-party': ({ sender }, detail) => `it is not ${sender}’s own: ${detail}`,
  'rights-missing': (_, detail) => `its rights are not stated: ${detail}`,
  'window-closed': (_, detail) => `the time in which it may be used is over: ${detail}`,
  quarantined: (_, detail) => `it waits for a person: ${detail}`,
};
