import { dirname, posix } from 'node:path';
import { isTest } from './files.ts';
import { SUBGRAPHS } from './import-direction.ts';
import { type Importer, packageOf } from './imports.ts';

/** Of each node those that it imports. */
type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Circles of imports, those of types included: between files, and between the folders and files that lie beside each
 * other in a package. Each is told once, by its shortest way round. Tests may import from any folder.
 */
export function findImportCircles(files: readonly Importer[]): string[] {
  const imports = resolveImports(files);
  const ofFiles = findCircles(toGraph(imports));
  const besideEachOther = Map.groupBy(
    imports.filter(([from]) => !isTest(from)).flatMap(liftToSiblings),
    ([folder]) => folder,
  );
  const ofFolders = [...besideEachOther.values()].flatMap((edges) =>
    findCircles(toGraph(edges.map(([, from, to]) => [from, to]))),
  );
  const told = new Set([...ofFiles, ...ofFolders].map((circle) => circle.join(' → ')));
  return [...told].map((way) => `${way} is a circle of imports: move what both ends share below them`);
}

type Import = readonly [from: string, to: string];

/** The imports among our own files, by path. */
function resolveImports(files: readonly Importer[]): Import[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap(({ path, imports }) =>
    imports
      .map((specifier) => targetOf(path, specifier))
      .filter((target) => paths.has(target))
      .map((target): Import => [path, target]),
  );
}

/** A package of ours exports each file of its `src` under the file's name. */
function targetOf(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(dirname(path), specifier);
  const [, name = ''] = packageOf(specifier)?.split('/') ?? [];
  const folder = SUBGRAPHS.includes(name) ? `subgraphs/${name}` : name;
  return `${folder}/src/${specifier.split('/').slice(2).join('/')}.ts`;
}

/** An import as seen from the folder in which its two ends part. None where that is no package's, or a file imports itself. */
function liftToSiblings([from, to]: Import): [folder: string, from: string, to: string][] {
  const [a, b] = [from.split('/'), to.split('/')];
  const depth = a.findIndex((part, index) => part !== b[index]);
  const folder = a.slice(0, depth).join('/');
  if (depth === -1 || folder === '' || folder === 'subgraphs') return [];
  return [[folder, a.slice(0, depth + 1).join('/'), b.slice(0, depth + 1).join('/')]];
}

function toGraph(imports: readonly Import[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const [from, to] of imports) graph.set(from, (graph.get(from) ?? new Set()).add(to));
  return graph;
}

/** Circles without a node in common, each from and to its first node. */
function findCircles(graph: Graph): string[][] {
  const told = new Set<string>();
  const circles: string[][] = [];
  for (const start of [...graph.keys()].sort()) {
    const circle = told.has(start) ? undefined : findWayBack(graph, start, told);
    if (!circle) continue;
    circles.push(circle);
    for (const node of circle) told.add(node);
  }
  return circles;
}

/** The shortest way from a node back to it, past the nodes of other circles. */
function findWayBack(graph: Graph, start: string, others: ReadonlySet<string>): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) return wayTo(node, start, cameFrom).concat(start);
      if (cameFrom.has(next) || others.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return undefined;
}

function wayTo(node: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const before = cameFrom.get(node);
  return node === start || before === undefined ? [start] : [...wayTo(before, start, cameFrom), node];
}
