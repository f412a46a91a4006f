import assert from 'node:assert/strict';
import { EVENT_TYPES } from '../../../services/events/event-types.ts';
import { CUSTOMER_INVITATIONS } from '../../fixtures/customer-invitations.ts';
import { INVITATION_LINK } from '../../fixtures/mails.ts';

describe('an event of a provider’s invitation', () => {
  it('moves nothing where its link invites customers', () => {
    const readings = CUSTOMER_INVITATIONS.map((invitationUrl) => factOf({ invitationUrl }));

    assert.deepEqual(new Set(readings), new Set([undefined]));
  });

  it('moves the milestone with a link of its own, and without one', () => {
    const readings = [factOf({ invitationUrl: INVITATION_LINK }), factOf({})];

    assert.deepEqual(readings, ['providerInvited', 'providerInvited']);
  });
});

function factOf(data: object): string | undefined {
  const type = EVENT_TYPES.get('csp.provider.invited');
  const reading = type?.read({ providerName: 'Nordwind Distribution', ...data });
  assert.ok(reading !== undefined && 'fact' in reading);
  return reading.fact?.milestone;
}
