import { expect, it } from '@jest/globals';
import { readSources } from './pip-settings.ts';

it('keeps where packages come from, and nothing that is meant for another Python', () => {
  const list = [
    "global.index-url='https://mirror.example/simple'",
    "global.user='true'",
    "global.extra-index-url='\\nhttps://a.example\\nhttps://b.example'",
    "global.timeout='5'",
    "install.timeout='10'",
    "install.target='/somewhere'",
    ":env:.index-url='https://other.example/simple'",
    ":env:.no-binary=':all:'",
    ':env:.find-links="/it\'s here"',
  ].join('\n');
  expect(readSources(list)).toEqual({
    PIP_INDEX_URL: 'https://other.example/simple',
    PIP_EXTRA_INDEX_URL: 'https://a.example https://b.example',
    PIP_TIMEOUT: '10',
    PIP_FIND_LINKS: "/it's here",
  });
});
