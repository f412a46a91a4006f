// Seewind Systeme, a company that never was, and the first cards of its form as filled in by hand in German.

import type { ChatPage } from '../support/chat-page.ts';

export const PARTNER_ID = 'PartnerID (4 bis 10 Ziffern, Typ „Standort“)';
export const LEGAL_NAME = 'Offizieller Firmenname';

export const COMPANY = {
  [LEGAL_NAME]: 'Seewind Systeme GmbH',
  'Straße und Hausnummer': 'Hafenstraße 7',
  Postleitzahl: '18055',
  Ort: 'Rostock',
};

/** From the welcome, which the Playground is given in English, to the first question in German. */
export async function beginInGerman(chat: ChatPage): Promise<void> {
  await chat.sees('Welcome to Lotse', 'Start enrollment');
  await chat.say('deutsch');
  await chat.hears('Ab jetzt schreibe ich Deutsch.');
  await chat.say('registrieren');
  await chat.sees('Schritt 1 von 7', 'Ihre Ausgangslage', 'Wo steht Ihr Unternehmen heute?');
}

/** The first three steps: a PartnerID is there, the person is administrator of a German tenant. */
export async function fillUpToCompany(chat: ChatPage): Promise<void> {
  await chat.choose('Wir haben schon eine PartnerID (früher MPN-ID)');
  await chat.press('Weiter');
  await chat.sees('Schritt 2 von 7', 'Geschäftskonto und Mandant');
  await chat.choose('Ja, und ich bin globaler Administrator');
  await chat.fill({ 'Land des Mandanten': 'Deutschland' });
  await chat.press('Weiter');
  await chat.sees('Schritt 3 von 7', 'PartnerID');
  await chat.fill({ [PARTNER_ID]: '4838293', 'Land der PartnerID': 'Deutschland' });
  await chat.press('Weiter');
  await chat.sees('Schritt 4 von 7', 'Ihr Unternehmen', 'Bitte genau wie im Handelsregister');
}
