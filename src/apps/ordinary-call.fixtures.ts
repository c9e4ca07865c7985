import { fittingObject, fittingValue, type Hand } from '#platform/testing/fuzz/fitting-value.ts';
import type { Operation } from '#platform/testing/fuzz/operations.ts';
import type { ApiCall, Headers } from './api-world.fixtures.ts';

export interface Input {
  path: Record<string, unknown>;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
}

/** What people would send, and no more than they have to. */
export function ordinaryInput(
  { path, parameters, body = {} }: Operation,
  known: Pick<Hand, 'dice' | 'idFor'>,
): Input {
  const hand: Hand = { ...known, isOrdinary: true, onlyRequired: true };
  const valued = ({ name, schema }: Operation['parameters'][number]) => {
    const segment = path.split(`/{${name}}`)[0]!.split('/').at(-1)!;
    const idFor = (each: string) => known.idFor(each === 'id' ? segment : each);
    return [name, fittingValue(schema, name, { ...hand, idFor })] as const;
  };
  const of = (where: string) =>
    Object.fromEntries(parameters.filter((each) => each.in === where && each.required).map(valued));
  return { path: of('path'), query: of('query'), body: fittingObject(body, hand) };
}

/** The call of an operation with this input, by whoever has these headers. */
export function callOf(operation: Operation, { path, query, body }: Input, headers: Headers): ApiCall {
  const address = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(path[name]));
  const search = Object.entries(query).map(([name, value]) => `${encoded(name)}=${encoded(value)}`);
  const call = {
    method: operation.method as ApiCall['method'],
    url: `/api/v1${address}?${search.join('&')}`,
  };
  const asFirst = { 'if-match': '"1"', ...headers };
  if (operation.method === 'GET' || operation.method === 'DELETE') return { ...call, headers: asFirst };
  const type = operation.takesFile ? 'application/octet-stream' : 'application/json';
  const payload = operation.takesFile ? 'name\nAda' : JSON.stringify(body);
  return { ...call, headers: { ...asFirst, 'content-type': type }, payload };
}

/** An address can hold no half of a pair: what reads it makes a sign of its own of that. */
function encoded(value: unknown): string {
  const text = String(Array.isArray(value) ? value[0] : value);
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80';
}
