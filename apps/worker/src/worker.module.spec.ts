import 'reflect-metadata';
import { QUEUES } from '#queues/queues.js';
import { PROCESSORS } from './worker.module.js';

describe('processors', () => {
  it('serve every queue, each one queue', () => {
    const served = Object.values(PROCESSORS).map(
      (processor) => (Reflect.getMetadata('bullmq:processor_metadata', processor) as { name: string }).name,
    );
    expect(served.sort()).toEqual(QUEUES.map(({ name }) => name).sort());
  });
});
