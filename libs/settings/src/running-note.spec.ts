import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteRunning, type RunningNote, readRunning } from '#settings/running-note.js';

describe('the note of what runs', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'korpu-running-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const file = () => join(folder, 'running.json');

  const note: RunningNote = {
    databaseUrl: 'postgres://korpu:secret@127.0.0.1:5432/korpu',
    queuePrefix: 'korpu',
    apiUrl: 'http://127.0.0.1:3000',
    configuration: { configDir: '/config' },
    pid: process.pid,
  };

  it('is there for its owner alone while it runs', () => {
    const takeAway = noteRunning(folder, note);
    expect(readRunning(folder)).toEqual(note);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    takeAway();
    expect(readRunning(folder)).toBeUndefined();
  });

  it.each(['', '{"databaseUrl": "postgres', '{}', 'null', '{"pid": 999999999}'])(
    'is none where nothing runs that wrote it whole: %j',
    (written) => {
      writeFileSync(file(), written);
      expect(readRunning(folder)).toBeUndefined();
    },
  );
});
