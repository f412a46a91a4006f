// Something to be told to people as it is; it moves nothing.

import { z } from 'zod';
import { eventType, given, line, lines, webAddress } from './event-type.ts';

export const announcement = eventType(
  z.object({
    title: z.object({ de: line(200), en: line(200) }),
    text: z.object({ de: lines(4000), en: lines(4000) }),
    url: webAddress().optional(),
  }),
  ({ title, text, url }) => ({
    subject: 'announcement',
    values: given({
      'title.de': title.de,
      'title.en': title.en,
      'text.de': text.de,
      'text.en': text.en,
      url,
    }),
    fact: undefined,
  }),
);
