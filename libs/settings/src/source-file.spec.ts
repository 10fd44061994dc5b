import { sourceFiles } from './source-file.js';

describe('sourceFiles', () => {
  it.each([
    ['config/feeds/a.yaml', '/srv/korpu', 'config/feeds/a.yaml'],
    ['/srv/korpu/config/feeds/a.yaml', '/home/ops', 'config/feeds/a.yaml'],
    ['feeds/a.yaml', '/srv/korpu/config', 'config/feeds/a.yaml'],
    ['mine/feeds/a.yaml', '/home/ops', '/home/ops/mine/feeds/a.yaml'],
    ['../korpu-config/feeds/a.yaml', '/srv/korpu', '/srv/korpu-config/feeds/a.yaml'],
  ])('%s read in %s is %s', (file, from, expected) => {
    expect(sourceFiles(() => file, { root: '/srv/korpu', from })('feeds', 'a')).toBe(expected);
  });
});
