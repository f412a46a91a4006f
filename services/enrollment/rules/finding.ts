// What a rule says of a value: a code for the words, found later in the person's language.

/** Codes of refusals and doubts; each has a text `issue.<code>`. */
export type IssueCode =
  | 'required'
  | 'tooLong'
  | 'noAnswer'
  | 'placeholder.likely'
  | 'choice.unknown'
  | 'country.unknown'
  | 'country.noRegion'
  | 'country.otherThanDirectory'
  | 'situation.direct'
  | 'partnerId.format'
  | 'partnerId.missing'
  | 'partnerIdCountry.missing'
  | 'partnerIdCountry.otherThanTenant'
  | 'name.oneCharacter'
  | 'name.noLetters'
  | 'name.legalFormOnly'
  | 'name.oneLetter'
  | 'name.long'
  | 'name.abbreviated'
  | 'name.notWestern'
  | 'postalCode.format'
  | 'address.poBox'
  | 'city.otherThanPostalCode'
  | 'registrationId.required'
  | 'registrationId.noNumber'
  | 'registrationId.form'
  | 'email.format'
  | 'email.localPart'
  | 'email.unusual'
  | 'email.webmail'
  | 'email.generic'
  | 'email.government'
  | 'email.onmicrosoft'
  | 'email.otherDomain'
  | 'phone.format'
  | 'phone.noCountry'
  | 'phone.several'
  | 'phone.fax'
  | 'website.format'
  | 'website.notPublic'
  | 'website.otherDomain'
  | 'neverKept';

export type Values = Readonly<Record<string, string>>;

/** What a rule may know besides the value itself. */
export interface RuleContext {
  /** The step's other values, as given. */
  readonly values: Values;
  /** The country that the PartnerID must match: the tenant's [partner-id-location]. */
  readonly tenantCountry: string | undefined;
  /** The country the tenant's own directory names. */
  readonly directoryCountry: string | undefined;
  /** The country numbers in national form are read with. */
  readonly companyCountry: string | undefined;
  /** Registrable domains the company is known to own: its website's and its tenant's. */
  readonly ownDomains: readonly string[];
  /** The primary contact's address, once given. */
  readonly contactEmail: string | undefined;
}

/** What would fit better than a doubtful value, and the input of the step it is for. */
export interface BetterValue {
  readonly input: string;
  readonly value: string;
}

/** A doubt with more to say than its code. */
export interface Reservation {
  readonly code: IssueCode;
  /** Fills the places of the code's text. */
  readonly params?: Values;
  /** As text it is for the doubted input itself. */
  readonly better?: string | BetterValue;
}

/** A doubt: the value stands only after the person has read why it is doubtful [interface-form]. */
export type Doubt = (value: string, known: RuleContext) => IssueCode | Reservation | undefined;
