import { arch, platform } from 'node:os';
import { MongoBinary } from 'mongodb-memory-server-core';
import { getOS } from 'mongodb-memory-server-core/lib/util/getos/index.js';
import { MongoBinaryDownloadUrl } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js';
import { toMessage } from '../errors.ts';

/** Downloads the mongod of a version into a folder, after looking whether the host answers and how much it is. */
async function main(version: string, downloadDir: string): Promise<void> {
  const source = { version, platform: platform(), arch: arch(), os: await getOS() };
  const url = await new MongoBinaryDownloadUrl(source).getDownloadUrl();
  const megabytes = await askSize(url);
  console.log(`downloading mongod ${version} (${megabytes} MB) from ${url}`);
  const path = await MongoBinary.getPath({ version, downloadDir }).catch((cause: unknown) => {
    throw new Error(`the download of mongod failed (${toMessage(cause)})`);
  });
  console.log(`downloaded ${path}`);
}

async function askSize(url: string): Promise<string> {
  const { host } = new URL(url);
  const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(2_000) }).catch((error: unknown) => {
    const reason = error instanceof Error && error.cause ? error.cause : error;
    throw new Error(`mongod is not downloaded, since ${host} does not answer (${toMessage(reason)})`);
  });
  if (!response.ok) throw new Error(`mongod is not downloaded, since ${host} answers ${response.status} for ${url}`);
  return (Number(response.headers.get('content-length') ?? 0) / 1_000_000).toFixed(1);
}

const [, , version = '', downloadDir = ''] = process.argv;
try {
  await main(version, downloadDir);
} catch (error) {
  console.error(toMessage(error).replaceAll('\n', ' '));
  process.exitCode = 1;
}
