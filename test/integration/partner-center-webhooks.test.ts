import assert from 'node:assert/strict';
import { onEachEngine } from '../support/database.ts';
import type { Chat } from '../support/chat.ts';
import { issue, sign } from '../support/certificates.ts';
import { wordsIn } from '../support/form.ts';
import { passing, verifiedCompany } from '../support/partner-center-journey.ts';
import {
  CUSTOMER,
  makeSigners,
  MICROSOFT,
  openWebhooks,
  sampleWebhook,
  type Signers,
  type WebhookBench,
} from '../support/webhooks.ts';

const OTHER_TENANT = '55555555-5555-4555-8555-555555555555';

onEachEngine('a webhook call of Partner Center', () => {
  let signers: Signers;
  let bench: WebhookBench;
  let chat: Chat;

  before(async () => {
    signers = await makeSigners();
  });

  beforeEach(async () => {
    bench = await openWebhooks(signers);
    chat = await verifiedCompany(bench.bot);
    bench.partnerCenter.world.customers.set(CUSTOMER, {
      name: 'Bäckerei *Sonne*',
      resellers: [chat.tenantId, OTHER_TENANT],
    });
  });

  afterEach(() => bench.stop());

  it('that a customer accepted is told once, however often it comes', async () => {
    const event = sampleWebhook(bench.bot.now);

    const first = [await bench.send({ event }), await bench.send({ event })];
    const heard = await passing(bench.bot, chat, { minutes: 60 });
    const card = wordsIn(await chat.say('status'));
    await bench.bot.restart();
    const later = await bench.send({ event });
    const again = await passing(bench.bot, chat, { minutes: 60 });

    assert.deepEqual([...first, later], [200, 200, 200]);
    assert.equal(heard.length, 1);
    assert.match(wordsIn(heard), /Bäckerei \*Sonne\*/u);
    assert.deepEqual(again, []);
    assert.match(card, /✅ Erster Kunde[^\n]*laut Partner Center/u);
  });

  it('is kept through an outage of Partner Center', async () => {
    await bench.send();
    bench.partnerCenter.outage = { status: 503 };
    const during = await passing(bench.bot, chat, { minutes: 180 });
    await bench.bot.restart();
    bench.partnerCenter.outage = undefined;

    const heard = await passing(bench.bot, chat, { minutes: 180 });

    assert.deepEqual(during, []);
    assert.match(wordsIn(heard), /Bäckerei/u);
  });

  for (const [what, differing, headers] of [
    ['with the signature in x-ms-signature', {}, 'x-ms-signature'],
    ['with the other spelling of the audit field', { AuditUri: undefined, AuditUrl: null }],
    ['of the newer name', { EventName: 'indirect-reseller-relationship-accepted-by-customer' }],
    ['with a plain date', { ResourceChangeUtcDate: '2026-11-23T08:59:00' }],
  ] as readonly (readonly [string, object, string?])[]) {
    it(`${what} is understood`, async () => {
      const event = sampleWebhook(bench.bot.now, differing);

      const status = await (headers ? sendInOther(event) : bench.send({ event }));
      const heard = await passing(bench.bot, chat, { minutes: 30 });

      assert.equal(status, 200);
      assert.match(wordsIn(heard), /Bäckerei/u);
    });
  }

  it('of a kind that means nothing to us is taken and nothing follows, whatever its age', async () => {
    const event = sampleWebhook(new Date(0), { EventName: 'invoice-ready', ResourceUri: null });
    const asked = bench.partnerCenter.asked('/v1/customers').length;

    const statuses = [
      await bench.send({ event }),
      await bench.send({ event: sampleWebhook(bench.bot.now, { EventName: 'test-created' }) }),
      await bench.send({ event: sampleWebhook(bench.bot.now, { ResourceUri: null }) }),
    ];
    await bench.bot.poll();

    assert.deepEqual(statuses, [200, 200, 200]);
    assert.equal(bench.partnerCenter.asked('/v1/customers').length, asked);
  });

  it('about a customer of strangers is kept from people, and nobody is named', async () => {
    bench.partnerCenter.world.customers.set(CUSTOMER, { name: 'X', resellers: [OTHER_TENANT] });

    await bench.send();
    const heard = await passing(bench.bot, chat, { minutes: 60 });

    assert.deepEqual(heard, []);
    assert.equal(bench.partnerCenter.asked(`/v1/customers/${CUSTOMER}`).length, 1);
  });

  it('costs one download of the certificate, until another lies at its address', async () => {
    await bench.send();
    await bench.send({ event: sampleWebhook(bench.bot.now, { ResourceName: 'Again' }) });
    const before = bench.host.asked.length;
    const newer = await issue({ name: 'CN=pcnotifications-dispatch.test', by: signers.issuer });
    bench.publish('/cert/signer.cer', newer);
    bench.bot.now = new Date(bench.bot.now.getTime() + 60 * 60_000);

    const status = await bench.send({ signer: newer });

    assert.equal(before, 1);
    assert.equal(status, 200);
    assert.equal(bench.host.asked.length, 2);
  });

  it('is put off while its certificate cannot be had, and taken afterwards', async () => {
    bench.host.files.set('/cert/signer.cer', (response) => {
      response.writeHead(503);
      response.end();
    });
    const early = await bench.send();
    bench.publish('/cert/signer.cer', signers.leaf);

    const later = await bench.send();

    assert.deepEqual([early, later], [503, 200]);
  });

  it('is counted by what came of it', async () => {
    await bench.send();
    await bench.send({ headers: { authorization: undefined } });

    const page = await (await fetch(`${bench.bot.url()}/metrics`)).text();

    assert.match(page, /lotse_partner_center_webhooks_total\{outcome="accepted"\} 1/u);
    assert.match(page, /lotse_partner_center_webhooks_total\{outcome="refused"\} 1/u);
  });

  async function sendInOther(event: object): Promise<number> {
    const signature = await sign(signers.leaf, Buffer.from(JSON.stringify(event)));
    const headers = { authorization: undefined, 'x-ms-signature': `Signature ${signature}` };
    return bench.send({ event, headers });
  }
});

describe('the certificate of a webhook call', () => {
  it('is refused when a step on its way to the root is missing', async () => {
    const signers = await makeSigners();
    const step = await issue({ name: MICROSOFT, by: signers.issuer, isAuthority: true });
    const leaf = await issue({ name: 'CN=leaf', by: step });
    const bench = await openWebhooks({ ...signers, issuer: step });
    bench.publish('/cert/signer.cer', leaf);

    const status = await bench.send({ signer: leaf });
    await bench.stop();

    assert.equal(status, 401);
  });
});
