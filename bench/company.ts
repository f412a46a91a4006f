// What the company of the benches answers, step by step.

export const ANSWERS = {
  situation: { situation: 'member' },
  account: { workAccount: 'admin', tenantCountry: 'DE' },
  partnerId: { partnerId: '4838293', partnerIdCountry: 'DE' },
  company: {
    legalName: 'Größenwahn & Söhne GmbH & Co. KG',
    street: 'Straße des 17. Juni 135',
    postalCode: '10623',
    city: 'Berlin',
    country: 'DE',
    registrationId: 'HRB 12345 B',
  },
  contact: {
    firstName: 'Jürgen',
    lastName: 'Weiß-Öztürk',
    email: 'juergen.weiss@groessenwahn.de',
    phone: '030 901820',
  },
  support: {
    supportEmail: 'support@groessenwahn.de',
    supportPhone: '+49 30 901821',
    supportWebsite: 'https://www.groessenwahn.de',
  },
} as const;
