import { afterEach, beforeEach, expect, test } from 'vitest';
import { quietLog } from '#platform/testing/quiet-log.ts';
import { startInstallation } from '../installation.ts';
import { type CommandFolder, command, commandFolder, jsonLines } from './cli.fixtures.ts';

let folder: CommandFolder;

beforeEach(() => {
  folder = commandFolder();
});

afterEach(() => folder.remove());

test('audit verify ends with 0 where the log is whole, and with 1 and the place where it was tampered with', async () => {
  const installation = await startInstallation({ config: folder.config, log: quietLog });
  try {
    const { pool } = installation.platform.database;
    const whole = await command(folder, ['audit', 'verify']);
    expect(whole).toMatchObject({ code: 0, err: '' });
    expect(whole.out).toMatch(/whole: every entry up to seal \d+/);
    const listed = await command(folder, ['audit', 'list', '--action', 'audit.check_started', '--json']);
    expect(jsonLines(listed.out)).toMatchObject([{ actor: 'operator', via: 'command_line', address: null }]);
    await pool.query('alter table platform.audit_entries disable trigger user');
    await pool.query(
      `update platform.audit_entries set actor = 'user:1' where action = 'audit.check_started'`,
    );
    const broken = await command(folder, ['audit', 'verify', '--json']);
    expect(broken).toMatchObject({
      code: 1,
      err: expect.stringMatching(/Entry \d+ \(seal \d+\) was changed/),
    });
    expect(jsonLines(broken.out)).toMatchObject([{ state: 'broken', problem: { fault: 'entry_changed' } }]);
    expect((await command(folder, ['audit', 'verify'], 'zh')).err).toContain('在封存后被改动');
  } finally {
    await installation.stop();
  }
});
