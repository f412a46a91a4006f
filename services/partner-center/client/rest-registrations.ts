// Webhook registration over REST [webhook-registration]. No deletion: none is documented.

import { answer } from '../partner-center.ts';
import type { RestCall, RestCaller } from './rest-caller.ts';
import type { Registration, Registrations } from '../webhooks/registration.ts';
import { eventNamesShape, registrationShape, testResultShape, testShape } from './rest-shapes.ts';

const PATH = '/webhooks/v1/registration';

type Rest<T> = Omit<RestCall<T>, 'call' | 'as' | 'path'>;

/** Makes the adapter. In: the caller. */
export function createRegistrations(call: RestCaller): Registrations {
  const ask = <T>(path: string, rest: Rest<T>): ReturnType<typeof call<T>> =>
    call({ call: 'registration', as: 'app', path: `${PATH}${path}`, ...rest });
  return {
    offered: () => ask('/events', { shape: eventNamesShape }),
    async current() {
      const found = await ask('', { shape: registrationShape });
      const isNone = found.kind === 'silence' && ['404', '1000'].includes(found.code);
      return isNone ? answer(undefined) : found;
    },
    register: (registration, isNew) =>
      ask('', {
        method: isNew ? 'POST' : 'PUT',
        body: bodyOf(registration),
        shape: registrationShape,
      }),
    async sendTest() {
      const sent = await ask('/validationEvents', { method: 'POST', shape: testShape });
      return sent.kind === 'silence' ? sent : answer(sent.value.correlationId);
    },
    testResult: (id) =>
      ask(`/validationEvents/${encodeURIComponent(id)}`, { shape: testResultShape }),
  };
}

/** The signature in x-ms-signature: proxies take Authorization for their own. */
function bodyOf({ url, events }: Registration): object {
  return { WebhookUrl: url, WebhookEvents: events, SignatureTokenToMsSignatureHeader: true };
}
