import type { Command } from 'commander';

interface NamedCommand {
  name: string;
  /** The heading of `korpu --help` that it stands under. */
  group: string;
  description: string;
  /** Answers what gives the command its arguments, options and action. */
  load(): Promise<(command: Command) => void>;
}

const DOCUMENTS = 'Documents (need nothing but the files):';
const CONFIGURATION = 'Configuration:';
const EXCHANGE = 'The exchange that runs here, or that DATABASE_URL names:';
const MEASURING = 'Measuring:';

/** In the order of `korpu --help`. */
export const COMMANDS: readonly NamedCommand[] = [
  {
    name: 'decode',
    group: DOCUMENTS,
    description: 'Print the records that documents hold, as JSON Lines.',
    load: async () => (await import('./decode.command.js')).decodeCommand,
  },
  {
    name: 'encode',
    group: DOCUMENTS,
    description: 'Write one document from records, as decode prints them, on standard input.',
    load: async () => (await import('./encode.command.js')).encodeCommand,
  },
  {
    name: 'validate',
    group: DOCUMENTS,
    description: 'Check documents against the schemas and rules of their formats.',
    load: async () => (await import('./validate.command.js')).validateCommand,
  },
  {
    name: 'vocab',
    group: CONFIGURATION,
    description: 'Import a vocabulary that IPTC publishes, or look a concept up.',
    load: async () => (await import('./vocab.command.js')).vocabCommand,
  },
  {
    name: 'check-config',
    group: CONFIGURATION,
    description: 'Check a configuration folder; print every fault with its file and line.',
    load: async () => (await import('./check-config.command.js')).checkConfigCommand,
  },
  {
    name: 'plan',
    group: CONFIGURATION,
    description: 'Print what apply would change.',
    load: async () => (await import('./plan.command.js')).planCommand,
  },
  {
    name: 'apply',
    group: CONFIGURATION,
    description: 'Make the exchange run as the configuration folder says.',
    load: async () => (await import('./plan.command.js')).applyCommand,
  },
  {
    name: 'export',
    group: CONFIGURATION,
    description: 'Print, or write into a folder, the configuration that the exchange runs with.',
    load: async () => (await import('./export.command.js')).exportCommand,
  },
  {
    name: 'explain',
    group: EXCHANGE,
    description: 'Say who decided that an item goes to a destination, or does not, and what became of it.',
    load: async () => (await import('./explain.command.js')).explainCommand,
  },
  {
    name: 'pause',
    group: EXCHANGE,
    description: 'Hold everything for a destination.',
    load: async () => (await import('./lane.command.js')).pauseCommand,
  },
  {
    name: 'resume',
    group: EXCHANGE,
    description: 'Let what is held for a destination leave, or say how much that would be.',
    load: async () => (await import('./lane.command.js')).resumeCommand,
  },
  {
    name: 'replay',
    group: EXCHANGE,
    description: 'Send deliveries again, never out of order.',
    load: async () => (await import('./replay.command.js')).replayCommand,
  },
  {
    name: 'dismiss',
    group: EXCHANGE,
    description: 'Settle dead letters about which nothing is to be done, saying who and why.',
    load: async () => (await import('./dismiss.command.js')).dismissCommand,
  },
  {
    name: 'redecode',
    group: EXCHANGE,
    description: 'Read stored documents again with today’s decoder, show what differs, and apply it.',
    load: async () => (await import('./redecode.command.js')).redecodeCommand,
  },
  {
    name: 'recall',
    group: EXCHANGE,
    description: 'Take an item back from everyone who ever received it.',
    load: async () => (await import('./recall.command.js')).recallCommand,
  },
  {
    name: 'recall-report',
    group: EXCHANGE,
    description: 'Print who held a recalled item, and who confirmed that it is gone.',
    load: async () => (await import('./recall.command.js')).recallReportCommand,
  },
  {
    name: 'sign-in-link',
    group: EXCHANGE,
    description: 'Print a link that signs an administrator in, once.',
    load: async () => (await import('./sign-in-link.command.js')).signInLinkCommand,
  },
  {
    name: 'api-key',
    group: EXCHANGE,
    description: 'Make an administrator’s API key, or revoke those of a name.',
    load: async () => (await import('./api-key.command.js')).apiKeyCommand,
  },
  {
    name: 'signing-key',
    group: EXCHANGE,
    description: 'Make a key that signs what goes to a webhook, list the keys, or revoke one.',
    load: async () => (await import('./signing-key.command.js')).signingKeyCommand,
  },
  {
    name: 'bench',
    group: MEASURING,
    description: 'Measure the exchange on this machine.',
    load: async () => (await import('./bench.command.js')).benchCommand,
  },
];
