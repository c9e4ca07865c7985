import { type Project, productFiles, type Violation } from './project.ts';

/** The command line's own socket, and that of the database: they lead where whoever runs the server says. */
const ownSockets = new Set(['src/apps/cli/socket-calls.ts', 'src/platform/db/steady-socket.ts']);

const opening = [
  /import (?!type )[^;]*\b(?:request|get|connect|createConnection|Socket|Agent)\b[^;]*from 'node:(?:http|https|http2|net|tls)'/,
  /import (?!type )[^;]*from '(?:node:dgram|undici)'/,
  /(?<![.\w])fetch\(/,
];

/** Connections to other machines are opened in `src/platform/outbound/` alone, where addresses are checked. */
export function connectionsAreGuarded(project: Project): Violation[] {
  return productFiles(project)
    .filter((path) => !path.startsWith('src/platform/outbound/') && !ownSockets.has(path))
    .filter((path) => !/\/(?:web|ui)\//.test(path))
    .filter((path) => opening.some((pattern) => pattern.test(project.read(path))))
    .map((path) => ({
      path,
      message: 'opens a connection; let outboundRequest of src/platform/outbound/ do it',
    }));
}
