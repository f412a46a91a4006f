// The attributes of an event in binary mode: one header each, decoded as the HTTP binding has it [cloudevents-headers].

import type { IncomingMessage } from 'node:http';
import type { FieldFault } from '../../http/answer.ts';

export interface BinaryAttributes {
  readonly attributes: Readonly<Record<string, string>>;
  readonly faults: readonly FieldFault[];
}

const PREFIX = 'ce-';
/** RFC 7230, 3.2.6: a value that is quoted as a whole, with pairs of a backslash and what it stands for. */
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/su;
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** In: the headers as they came. Out: the attributes without the prefix, and a fault for each that cannot be read. */
export function readBinaryHeaders({
  headersDistinct,
}: Pick<IncomingMessage, 'headersDistinct'>): BinaryAttributes {
  const attributes: Record<string, string> = {};
  const faults: FieldFault[] = [];
  for (const [header, values = []] of Object.entries(headersDistinct)) {
    if (!header.startsWith(PREFIX)) continue;
    const name = header.slice(PREFIX.length);
    const text = values.length === 1 ? decoded(values[0] ?? '') : undefined;
    if (text === undefined) faults.push({ pointer: `/${name}`, detail: detailOf(header, values) });
    else attributes[name] = text;
  }
  return { attributes, faults };
}

function detailOf(header: string, values: readonly string[]): string {
  if (values.length > 1) return `must come once; ${header} came ${values.length} times`;
  return `must be UTF-8, percent-encoded once, in ${header}`;
}

/** First what is quoted is unescaped, then percent-decoded once. Out: undefined for what is no UTF-8 after that. */
function decoded(value: string): string | undefined {
  const quoted = QUOTED.exec(value)?.[1];
  const text = quoted === undefined ? value : quoted.replace(/\\(.)/gsu, '$1');
  try {
    // node reads headers as latin1: back to the bytes that came, which some send as UTF-8 without encoding them.
    return decodeURIComponent(UTF_8.decode(Buffer.from(text, 'latin1')));
  } catch {
    return undefined;
  }
}
