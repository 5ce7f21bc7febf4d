import { parse } from 'yaml';
import { z } from 'zod';
import { readFiles, readSource } from './files.ts';

const ranges = z.record(z.string(), z.string()).default({});

const manifestShape = z.object({
  name: z.string(),
  dependencies: ranges,
  devDependencies: ranges,
  optionalDependencies: ranges,
  peerDependencies: ranges,
});

/** A package.json of the workspace, with its folder: '' for the root's. */
export type Manifest = z.output<typeof manifestShape> & { readonly folder: string };

export async function readManifests(): Promise<Manifest[]> {
  const files = await readFiles(['package.json', '*/package.json', 'subgraphs/*/package.json']);
  return files.map(({ path, text }) => ({
    ...manifestShape.parse(JSON.parse(text)),
    folder: path.slice(0, -'/package.json'.length),
  }));
}

const locked = z.record(z.string(), z.object({ specifier: z.string() })).default({});

const lockfileShape = z.object({
  importers: z.record(
    z.string(),
    z.object({ dependencies: locked, devDependencies: locked, optionalDependencies: locked }),
  ),
  packages: z.record(z.string(), z.unknown()),
});

export type Lockfile = z.output<typeof lockfileShape>;

/** @throws Error when pnpm-lock.yaml is not there. */
export const readLockfile = async (): Promise<Lockfile> => {
  const { text } = await readSource('pnpm-lock.yaml');
  // pnpm may put a document about itself before the one about the workspace.
  const documents = text.split(/^---$/m).filter((part) => part.trim() !== '');
  return lockfileShape.parse(parse(documents.at(-1) ?? ''));
};
