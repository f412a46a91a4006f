import assert from 'node:assert/strict';
import { outcomeOf } from '../../../bot/teams/connector/connector-outcomes.ts';
import type { ConnectorAnswer } from '../../../bot/teams/connector/connector-exchange.ts';
import { retryAfterMs } from '../../../services/http/retry-after.ts';

const NOW = new Date('2026-11-23T09:00:00.000Z');

function answered(status: number, code?: string, retryAfter?: string): ConnectorAnswer {
  const body = code === undefined ? undefined : { error: { code, message: 'Anna said …' } };
  return { kind: 'answered', status, body, retryAfter };
}

describe('what the connector answers', () => {
  for (const status of [200, 201, 202]) {
    it(`is arrived at ${status}, also without an id`, () => {
      const outcome = outcomeOf(answered(status), NOW);

      assert.deepEqual(outcome, { kind: 'sent', activityId: undefined });
    });
  }

  for (const status of [401, 408, 412, 429, 500, 502, 503, 504]) {
    it(`is later at ${status}, and did not arrive`, () => {
      const outcome = outcomeOf(answered(status), NOW);

      assert.equal(outcome.kind, 'later');
      assert.equal(outcome.maybeArrived, false);
      assert.equal('retryAfterMs' in outcome, false);
    });
  }

  for (const [status, code, state, reason] of [
    [403, 'MessageWritesBlocked', 'unreachable', /blocked the bot or uninstalled/u],
    [403, 'ConversationBlockedByUser', 'unreachable', /blocked the bot/u],
    [403, 'BotNotInConversationRoster', 'unreachable', /not in the conversation/u],
    [403, 'BotDisabledByAdmin', 'unreachable', /administrator/u],
    [404, 'BotNotInConversationRoster', 'unreachable', /not in the conversation/u],
    [410, undefined, 'unreachable', /conversation gone/u],
    [413, 'MessageSizeTooBig', 'dead', /too big/u],
    [400, 'BadArgument', 'dead', /refused.*BadArgument/u],
    [302, undefined, 'dead', /refused/u],
  ] as const) {
    it(`is never at ${status} ${code ?? ''}: ${state}`, () => {
      const outcome = outcomeOf(answered(status, code), NOW);

      assert.ok(outcome.kind === 'never');
      assert.equal(outcome.state, state);
      assert.match(outcome.reason, reason);
      assert.doesNotMatch(outcome.reason, /Anna/u);
    });
  }

  for (const [status, code] of [
    [403, undefined],
    [403, 'ServiceError'],
    [403, 'Unknown'],
    [403, 'Forbidden'],
    [400, 'ServiceError'],
    [404, undefined],
    [404, 'ConversationNotFound'],
    [404, 'ActivityNotFoundInConversation'],
  ] as const) {
    it(`may pass at ${status} ${code ?? 'without a code'}`, () => {
      const outcome = outcomeOf(answered(status, code), NOW);

      assert.ok(outcome.kind === 'later');
      assert.deepEqual([outcome.maybeArrived, outcome.isFinalIfRepeated], [false, true]);
    });
  }

  it('tells the finer code where Teams gives one', () => {
    const body = { error: { code: 'Forbidden', subCode: 'MessageWritesBlocked' } };

    const outcome = outcomeOf({ kind: 'answered', status: 403, body, retryAfter: undefined }, NOW);

    assert.match(outcome.kind === 'never' ? outcome.reason : '', /MessageWritesBlocked/u);
  });

  it('is perhaps arrived when nothing came back after the request was written', () => {
    const broken = outcomeOf({ kind: 'unanswered', code: 'ECONNRESET', written: true }, NOW);
    const refused = outcomeOf({ kind: 'unanswered', code: 'ECONNREFUSED', written: false }, NOW);

    assert.ok(broken.kind === 'later' && broken.maybeArrived);
    assert.ok(refused.kind === 'later' && !refused.maybeArrived);
  });

  for (const [header, wait] of [
    ['7', 7_000],
    ['0', 0],
    ['0.5', 500],
    ['Mon, 23 Nov 2026 09:00:05 GMT', 5_000],
    ['Mon, 23 Nov 2026 08:00:00 GMT', undefined],
    ['-1', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const) {
    it(`says to wait ${String(wait)} ms with Retry-After ${JSON.stringify(header)}`, () => {
      const told = retryAfterMs(header, NOW);

      assert.equal(told, wait);
    });
  }
});
