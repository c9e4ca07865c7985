import type { Log } from '#platform/db/platform.ts';

export const quietLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
