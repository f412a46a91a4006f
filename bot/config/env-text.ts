// The text of an .env file: decoded by its byte-order mark, then read line by line. What node's own reader would leave out or
// cut off in silence is a fault here, told by its line; values are never repeated, since they may be secrets.

import { parseEnv } from 'node:util';
import { nearestName } from './near-names.ts';

export interface EnvEntry {
  readonly name: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

export interface EnvText {
  readonly entries: readonly EnvEntry[];
  /** One line each, with the name where it is one that is known. */
  readonly faults: readonly string[];
}

type LineReading =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'entry'; readonly name: string; readonly value: string; readonly more: number }
  | { readonly kind: 'fault'; readonly name: string | undefined; readonly detail: string };

const NAME = /^(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=(.*)$/su;
const SMART_QUOTE = /^[“”„‟«»‘’‚‹›]|[“”„‟«»‘’‚‹›]$/u;
const SHAPE = 'cannot be read; write NAME=value';

/** In: a file's bytes. Out: its variables in their order, and what cannot be read. */
export function readEnvText(bytes: Uint8Array): EnvText {
  const text = decoded(bytes);
  if (typeof text !== 'string') return { entries: [], faults: [text.fault] };
  const lines = text.split(/\r\n|\n|\r/u);
  const entries: EnvEntry[] = [];
  const faults: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const reading = readLine(lines, at);
    if (reading.kind === 'fault') faults.push(faultLine(reading, at + 1));
    if (reading.kind !== 'entry') continue;
    entries.push({ name: reading.name, value: reading.value, line: at + 1 });
    at += reading.more;
  }
  return { entries, faults };
}

function decoded(bytes: Uint8Array): string | { readonly fault: string } {
  const [first, second] = bytes;
  const isWide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const encoding = isWide ? (first === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    return { fault: faultyLine(bytes) };
  }
  return { fault: '.env: holds null bytes; save it as text in UTF-8' };
}

/** Most of a file in an old code page is readable: so the first line that is not can be named. */
function faultyLine(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString('latin1').split('\n');
  const at = lines.findIndex((line) => !isUtf8(Buffer.from(line, 'latin1')));
  const name = knownIn(lines[at]?.split('=', 1)[0] ?? '');
  return faultLine({ name, detail: 'is no UTF-8; save the file in UTF-8' }, at + 1);
}

function isUtf8(bytes: Uint8Array): boolean {
  return Buffer.from(Buffer.from(bytes).toString('utf8'), 'utf8').equals(bytes);
}

function faultLine(
  { name, detail }: { readonly name: string | undefined; readonly detail: string },
  line: number,
): string {
  return name === undefined
    ? `.env: line ${line} ${detail}`
    : `${name}: line ${line} of .env ${detail}`;
}

function readLine(lines: readonly string[], at: number): LineReading {
  // A byte-order mark also stands where files were put together; trim takes it for a blank.
  const line = (lines[at] ?? '').trim();
  if (line === '' || line.startsWith('#')) return { kind: 'nothing' };
  const [, name, after = ''] = NAME.exec(line) ?? [];
  if (name === undefined) return { kind: 'fault', name: knownIn(line), detail: SHAPE };
  const value = after.trimStart();
  if (!/^["'`]/u.test(value)) return plainValue(name, after);
  return quotedValue(name, value.slice(0, 1), [value, ...lines.slice(at + 1)]);
}

/** In: all that follows the equals sign. */
function plainValue(name: string, rest: string): LineReading {
  const known = knownIn(name);
  if (SMART_QUOTE.test(rest.trim())) {
    return { kind: 'fault', name: known, detail: 'has curly quotes; use straight ones, or none' };
  }
  if (/(?:^|\S)#/u.test(rest)) {
    const detail = 'has a # without a blank before it; put the value in quotes';
    return { kind: 'fault', name: known, detail };
  }
  return { kind: 'entry', name, value: valueOf(rest), more: 0 };
}

/** A quoted value may go on over several lines. In: what begins with the quote, and the lines after it. */
function quotedValue(name: string, quote: string, rest: readonly string[]): LineReading {
  const end = rest.findIndex((line, index) => line.includes(quote, index === 0 ? 1 : 0));
  if (end === -1) {
    return { kind: 'fault', name: knownIn(name), detail: 'has a quote that is not closed' };
  }
  const last = rest[end] ?? '';
  const close = last.indexOf(quote, end === 0 ? 1 : 0);
  if (!/^\s*(?:#.*)?$/u.test(last.slice(close + 1))) {
    const detail = 'has something after the closing quote; quote with another of " \' `';
    return { kind: 'fault', name: knownIn(name), detail };
  }
  const text = [...rest.slice(0, end), last.slice(0, close + 1)].join('\n');
  return { kind: 'entry', name, value: valueOf(text), more: end };
}

/** As node reads it, so that `node --env-file` says the same. */
function valueOf(text: string): string {
  return parseEnv(`VALUE=${text}`)['VALUE'] ?? '';
}

/** A line that cannot be read may be part of a secret: only names of ours, or nearly, are said. */
function knownIn(text: string): string | undefined {
  const words = text.split('=', 1)[0]?.match(/[A-Za-z_][\w-]*/gu) ?? [];
  return words.slice(0, 4).find((word) => nearestName(word, 'file') !== undefined);
}
