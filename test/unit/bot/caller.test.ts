import assert from 'node:assert/strict';
import sinon from 'sinon';
import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { ClaimsIdentity } from 'botframework-connector';
import { createCallers, type Callers } from '../../../bot/teams/sdk/caller.ts';

const ACTIVITY = {
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'https://smba.example/',
} as Activity;
const NOW = 1_800_000_000_000;

describe('who calls', () => {
  let check: sinon.SinonStub;
  let clock: number;
  let callers: Callers;

  beforeEach(() => {
    clock = NOW;
    const authentication = new ConfigurationBotFrameworkAuthentication({});
    check = sinon.stub(authentication, 'authenticateRequest');
    check.callsFake(() => Promise.resolve({ claimsIdentity: endingIn(3_600_000) }));
    callers = createCallers(authentication, () => clock);
  });

  it('is asked of the SDK once for a token', async () => {
    await callers.check('Bearer good', ACTIVITY);
    await callers.check('Bearer good', { ...ACTIVITY, text: 'something else' });

    sinon.assert.calledOnce(check);
  });

  for (const [name, header, activity] of [
    ['another token', 'Bearer other', ACTIVITY],
    ['another service URL', 'Bearer good', { ...ACTIVITY, serviceUrl: 'https://evil.example/' }],
    ['another channel', 'Bearer good', { ...ACTIVITY, channelId: 'webchat' }],
  ] as const) {
    it(`is asked again with ${name}`, async () => {
      await callers.check('Bearer good', ACTIVITY);

      await callers.check(header, activity);

      sinon.assert.calledTwice(check);
    });
  }

  it('is asked again when the token has expired', async () => {
    check.callsFake(() => Promise.resolve({ claimsIdentity: endingIn(60_000) }));
    await callers.check('Bearer good', ACTIVITY);
    clock += 60_000;

    await callers.check('Bearer good', ACTIVITY);

    sinon.assert.calledTwice(check);
  });

  it('is asked again after ten minutes, for a key may have been withdrawn', async () => {
    await callers.check('Bearer good', ACTIVITY);
    clock += 10 * 60_000;

    await callers.check('Bearer good', ACTIVITY);

    sinon.assert.calledTwice(check);
  });

  it('is not remembered when the token was refused', async () => {
    check.callsFake(() => Promise.reject(new Error('no')));
    await assert.rejects(callers.check('Bearer bad', ACTIVITY));

    await assert.rejects(callers.check('Bearer bad', ACTIVITY));

    sinon.assert.calledTwice(check);
  });
});

function endingIn(ms: number): ClaimsIdentity {
  return new ClaimsIdentity([{ type: 'exp', value: String((NOW + ms) / 1_000) }], true);
}
