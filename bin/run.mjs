// The one file that the machine's own Node runs: it installs what is missing, then hands over to the Node that the
// project pins. Usage: node bin/run.mjs FILE.ts [ARGUMENT …]
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PNPM = 'pnpm@12.21.0';
const OLDEST_NODE = 20;

const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const marker = inRoot('node_modules/.installed');
const pinnedNode = inRoot('node_modules/node/bin/node');

function fail(message) {
  console.error(message);
  process.exit(1);
}

function installWhatIsMissing() {
  const wanted = createHash('sha256')
    .update(readFileSync(inRoot('pnpm-lock.yaml')))
    .digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted && existsSync(pinnedNode)) return;
  console.error('Installing the packages that pnpm-lock.yaml names (once, about 320 MB) …');
  const began = Date.now();
  const command = ['-y', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only'];
  // Where root installs, others read: PostgreSQL's programs run as a user of their own.
  const umask = process.umask(0o022);
  const { status, stdout, stderr, error } = spawnSync('npx', command, { cwd: inRoot('.'), encoding: 'utf8' });
  process.umask(umask);
  if (error || status !== 0) {
    const said = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-15).join('\n');
    fail(
      `${said}\nThe packages could not be installed${error ? ` (${error.message})` : ''}: check the connection to the npm registry, then start again.`,
    );
  }
  writeFileSync(marker, wanted);
  console.error(`Installed in ${Math.round((Date.now() - began) / 1000)} s.`);
}

function runWithPinnedNode([file, ...args]) {
  const child = spawn(pinnedNode, [inRoot(file), ...args], {
    // The channel tells the child when we are gone, however we went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      // Every process loads thousands of modules; what V8 has compiled once need not be compiled again.
      NODE_COMPILE_CACHE: inRoot('node_modules/.cache/compiled'),
      ...process.env,
      ...pastProxies(process.env),
      APOLLO_TELEMETRY_DISABLED: '1',
    },
  });
  // A terminal sends Ctrl-C to the whole group, so the child has it already; it is ours to wait for its end.
  process.on('SIGINT', () => {});
  const watch = endWithParent(child);
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT']) {
    // Sent to us alone or to the group: the child takes what reaches it twice for once.
    process.on(signal, () => {
      clearInterval(watch);
      child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

/** What we ask of ourselves goes through no proxy. */
function pastProxies({ no_proxy, NO_PROXY }) {
  const given = no_proxy || NO_PROXY || '';
  if (given.trim() === '*') return {};
  const value = [given, '127.0.0.1', 'localhost', '::1', '[::1]'].filter(Boolean).join();
  return { no_proxy: value, NO_PROXY: value };
}

/** npm, killed hard, tells nobody: then we have another parent. */
function endWithParent(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
  return watch;
}

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  fail(`Node ${process.versions.node} is too old: Tributary needs Node ${OLDEST_NODE} or newer to install itself.`);
}
installWhatIsMissing();
runWithPinnedNode(process.argv.slice(2));
