// Everything the process writes in a whole run, at its most talkative, searched for every personal value that was used.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BERLIN } from '../fixtures/companies.ts';
import { type Authority, PASSWORD, startAuthority } from '../support/authority.ts';
import { startBot } from '../support/bot-process.ts';
import { createChat, type Chat } from '../support/chat.ts';
import { type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { fillIn } from '../support/form.ts';
import { patience } from '../support/patience.ts';

const KEY = 'correct-horse-battery';
const TENANT = '00000000-0000-4000-8000-00000000aaaa';
const TYPED = 'Heißt unser Hund Bello-Quendolin?';
const EVENT = {
  providerName: 'Nordlicht Distribution AG',
  invitationUrl: 'https://partner.example/einladung/geheim-4711',
  customerName: 'Bäckerei Kornblum',
  reason: 'Frau Tausendschön ist nicht erreichbar',
};
/** Values of the form that say nothing about anybody: choices, countries. */
const COMMON = /^(?:new|admin|user|none|[A-Z]{2}|\d{1,3}|)$/u;

describe('the log of a whole run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lotse-privacy-'));
  const databaseFile = join(folder, 'lotse.db');
  let authority: Authority;
  let connector: FakeConnector;
  let token: string;
  let seen = '';
  let events: ReadonlySet<unknown>;
  const chats: Chat[] = [];

  before(async function () {
    this.timeout(patience(90_000));
    authority = await startAuthority();
    connector = await startFakeConnector();
    token = await authority.token(connector.url);
    const bot = startBot(
      {
        ...authority.env,
        ...{ PORT: '0', HOST: '127.0.0.1', DATABASE_URL: `file:${databaseFile}` },
        ...{ EVENT_KEYS: `ci:${KEY}`, LOG_LEVEL: 'trace', QUIET_HOURS: 'off' },
      },
      { limitMs: patience(80_000) },
    );
    const port = String((await bot.line('listening'))?.['port']);
    const answers = await run(`http://127.0.0.1:${port}`);
    bot.signal('SIGTERM');
    const { lines, stderr } = await bot.ended;
    events = new Set(lines.map(({ event }) => event));
    const faults = await startBot({
      ...authority.env,
      ...{ PORT: 'x', EVENT_KEYS: KEY, DATABASE_URL: `postgres://u:${PASSWORD}@h/${KEY}?` },
      ...{ SERVICE_URL_HOSTS: `https://${KEY}`, ALLOWED_TENANTS: KEY, RATE_LIMIT_PERSON: KEY },
    }).ended;
    assert.equal(faults.exitCode, 78);
    seen = [...lines.map((line) => JSON.stringify(line)), stderr, ...answers, faults.stderr].join(
      '\n',
    );
  });

  after(async () => {
    await connector.close();
    await authority.close();
    rmSync(folder, { recursive: true });
  });

  /** Every way through the bot, the bad ones too. Out: what was answered, but for the chats. */
  async function run(url: string): Promise<string[]> {
    const authorization = `Bearer ${token}`;
    const common = { botUrl: url, connector, authorization, tenantId: TENANT };
    const german = createChat({ ...common, name: 'Adelgunde Wackernagel' });
    const english = createChat({
      ...{ ...common, name: 'Thaddeus Wooster', language: 'en-GB' },
      tenantId: TENANT.replace('a', 'b'),
    });
    chats.push(german, english);
    for (const chat of chats) {
      await chat.install();
      await fillIn(chat, BERLIN);
      await chat.say(TYPED);
      await chat.say('IBAN DE89 3704 0044 0532 0130 00');
      await chat.invoke({ action: 'status' });
    }
    const answers = await announce(url);
    await german.say('status');
    connector.refuseNext(16, { status: 403 });
    await german.send({ type: 'message', text: TYPED });
    const stranger = createChat({ ...common, authorization: `${authorization}x` });
    await stranger.send({ type: 'message', text: TYPED });
    await withLock(async () => {
      await german.send({ type: 'message', text: 'english' });
    });
    await german.uninstall();
    for (const path of ['/readyz', '/metrics', '/api/deliveries']) {
      answers.push(await (await fetch(url + path)).text());
    }
    return [...answers, JSON.stringify(stranger.answer)];
  }

  async function announce(url: string): Promise<string[]> {
    const { providerName, invitationUrl, customerName, reason } = EVENT;
    const all: readonly [type: string, data: object][] = [
      ['csp.provider.invited', { providerName, invitationUrl }],
      ['csp.customer.accepted', { customerName }],
      ['csp.verification.changed', { status: 'rejected', check: 'identity', reason }],
      ['csp.provider.invited', { providerName: [providerName], invitationUrl: reason }],
    ];
    const answers: string[] = [];
    for (const [index, [type, data]] of all.entries()) {
      const attributes = { specversion: '1.0', id: String(index), source: 'urn:test' };
      const body = { ...attributes, type, subject: `tenant/${TENANT}`, data };
      const headers = {
        'content-type': 'application/cloudevents+json',
        authorization: `Bearer ${KEY}`,
      };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      answers.push(await (await fetch(`${url}/api/events`, init)).text());
    }
    return answers;
  }

  /** Another program writes: every write of the bot fails after its patience. */
  async function withLock(act: () => Promise<void>): Promise<void> {
    const other = new DatabaseSync(databaseFile);
    other.exec('begin immediate');
    await act();
    other.exec('rollback');
    other.close();
  }

  it('is one in which much happened, and much failed', () => {
    for (const event of [
      'listening',
      'turn-failed',
      'failure-not-told',
      'token-refused',
      'stopped',
    ]) {
      assert.ok(events.has(event), `no ${event} among ${[...events].join()}`);
    }
    assert.ok(connector.received.length > 30);
  });

  it('holds nothing of what people are and wrote', () => {
    const form = Object.values(BERLIN).flatMap((inputs) => Object.values(inputs));
    const values = [
      ...form.filter((value) => !COMMON.test(value)),
      ...Object.values(EVENT),
      ...['Adelgunde', 'Wackernagel', 'Thaddeus', 'Wooster', 'Bello', 'Quendolin', 'DE89', '3704'],
      ...['geheim', 'Tausendsch', 'Kornblum', 'Nordlicht'],
    ];

    assert.ok(form.length > 10);
    assert.deepEqual(
      values.filter((value) => seen.includes(value)),
      [],
    );
  });

  it('holds no address, no id of a person, no token and no secret', () => {
    const [, claims = '', signature = ''] = token.split('.');
    const values = [
      ...chats.flatMap(({ conversationId, personId }) => [conversationId, personId]),
      ...authority.given.map((given) => given.token),
      ...[claims, signature, PASSWORD, KEY, TENANT, authority.appId, connector.url],
    ];

    assert.ok(authority.given.length > 0);
    assert.deepEqual(
      values.filter((value) => seen.includes(value)),
      [],
    );
  });
});
