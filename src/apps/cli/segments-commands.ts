import type { Command } from 'commander';
import type { OutputOf } from '#platform/http/contract.ts';
import { type Asked, factText } from '#segments/rules/fact-text.contract.ts';
import { rulesContract } from '#segments/rules/rules.contract.ts';
import { factWriting } from './fact-writing.ts';
import { addMeantCommands } from './meant-commands.ts';
import { ruleIn } from './rule-in.ts';
import { jsonLine, type Run, type Session } from './session.ts';
import type { Texts } from './texts.ts';
import { writtenFor } from './written.ts';

const { countRule, describeRule, explainRule, words } = rulesContract.endpoints;

/** `segments count|explain|members|export`: whom a rule means, or a segment. */
export function addSegmentsCommands(program: Command, texts: Texts, run: Run): void {
  const group = program.command('segments').description(texts.say('command.segments'));
  const file = `<${texts.say('argument.file')}>`;
  group
    .command('count')
    .description(texts.say('command.segmentsCount'))
    .argument(file, texts.say('argument.ruleHelp'))
    .option('--json', texts.say('option.json'))
    .action((name: string, { json }: { json?: true }) =>
      run(async (session) => {
        const rule = await ruleIn(session, name);
        const counted = await session.server.call(countRule, { rule });
        if (json) return session.terminal.out(jsonLine(counted));
        await tellCount(session, rule, counted);
      }),
    );
  group
    .command('explain')
    .description(texts.say('command.segmentsExplain'))
    .argument(file, texts.say('argument.ruleHelp'))
    .argument(`<${texts.say('argument.customer')}>`)
    .option('--json', texts.say('option.json'))
    .action((name: string, customerId: string, { json }: { json?: true }) =>
      run(async (session) => {
        const rule = await ruleIn(session, name);
        const explained = await session.server.call(explainRule, { rule, customerId });
        if (json) return session.terminal.out(jsonLine(explained));
        await tellNodes(session, rule, explained.nodes);
      }),
    );
  addMeantCommands(group, texts, run);
}

type Counted = OutputOf<typeof countRule>;

async function tellCount(session: Session, rule: Record<string, unknown>, counted: Counted): Promise<void> {
  const { server, terminal, texts } = session;
  const { money } = await writtenFor(session);
  const { sentence } = await server.call(describeRule, { rule });
  const { customers, reached, spendMinor, items } = counted;
  terminal.out(sentence[texts.language]);
  terminal.out(
    texts.say('segments.counted', {
      count: customers,
      shown: texts.number(customers),
      reached: texts.number(reached),
    }),
  );
  if (spendMinor !== null) terminal.out(texts.say('segments.spent', { spend: money(spendMinor) }));
  for (const { id, displayName } of items) terminal.out(`  ${id}  ${displayName}`);
}

type Node = OutputOf<typeof explainRule>['nodes'][number];

async function tellNodes(session: Session, rule: Asked, nodes: readonly Node[]): Promise<void> {
  const { server, terminal, texts } = session;
  const own = await server.call(words, {});
  const writing = factWriting(texts, await writtenFor(session), own);
  for (const node of nodes) {
    const asked = conditionAt(rule, node.path);
    const facts = node.because?.flatMap((fact) => factText(fact, asked, writing) ?? []) ?? [];
    terminal.out(nodeLine(texts, node, facts));
  }
}

function conditionAt(rule: Asked, path: Node['path']): Asked {
  return path.reduce((part: unknown, step) => (part as Asked)[step], rule) as Asked;
}

/** As deep as it stands in the rule, with what decided about it. */
function nodeLine(texts: Texts, { path, holds, group, sentence }: Node, facts: readonly string[]): string {
  const said = sentence?.[texts.language] ?? texts.say(`segments.group.${group}`);
  const line = `${'  '.repeat(path.length / 2)}${holds ? '✓' : '✗'} ${said}`;
  return facts.length === 0 ? line : `${line}  [${facts.join(', ')}]`;
}
